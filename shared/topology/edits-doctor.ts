import type { Fix } from '../traffic/findings';
import { changeNode } from './edits-nodes';
import { setAddresses, setEndpoints, setOption, setSecurity, settingsOf } from './socket-settings';
import type { SocketKey, Topology } from './topology';

/** The document with what the doctor offers; the same object where its node is gone or has it already. */
export function applyFix(topology: Topology, fix: Fix): Topology {
  switch (fix.type) {
    case 'options':
      return fix.options.reduce((next, [name, value]) => setOption(next, fix.socket, name, value), topology);
    case 'topic':
      return subscribe(topology, fix.node, fix.topic);
    case 'startLater':
      return changeNode(topology, fix.node, (node) =>
        node.kind === 'socket' && node.behavior?.type === 'generate'
          ? { ...node, behavior: { ...node.behavior, delay: fix.delay } }
          : node,
      );
    case 'timeout':
      return changeNode(topology, fix.node, (node) =>
        node.kind === 'socket' && node.behavior?.type === 'request'
          ? { ...node, behavior: { ...node.behavior, timeout: fix.timeout } }
          : node,
      );
    case 'turn':
      return turn(topology, fix);
    case 'serverKey': {
      const { security } = settingsOf(topology, fix.socket);
      if (security?.type !== 'curve-client') return topology;
      return setSecurity(topology, fix.socket, { ...security, server: fix.key });
    }
    case 'allow':
      return allow(topology, fix.socket, fix.name);
    case 'allowAddress': {
      const { addresses } = settingsOf(topology, fix.socket);
      if (addresses?.allow?.includes(fix.address) !== false) return topology;
      return setAddresses(topology, fix.socket, { ...addresses, allow: [...addresses.allow, fix.address] });
    }
  }
}

function subscribe(topology: Topology, id: string, topic: string): Topology {
  return changeNode(topology, id, (node) => {
    if (node.kind !== 'socket') return node;
    const before = node.behavior?.type === 'subscribe' ? node.behavior : undefined;
    if (before?.topics.includes(topic)) return node;
    const topics = [...(before?.topics ?? []), topic];
    return { ...node, behavior: before ? { ...before, topics } : { type: 'subscribe', topics } };
  });
}

function allow(topology: Topology, socket: SocketKey, name: string): Topology {
  const { security } = settingsOf(topology, socket);
  if (security?.type !== 'curve-server' && security?.type !== 'plain-server') return topology;
  // Without a list everybody is let in already.
  if (security.allow?.includes(name) !== false) return topology;
  return setSecurity(topology, socket, { ...security, allow: [...security.allow, name] });
}

/** What was bound is connected to, or the other way; `*` is no place to connect to. */
function turn(topology: Topology, { socket, endpoint, from }: Extract<Fix, { type: 'turn' }>): Topology {
  const to = from === 'bind' ? 'connect' : 'bind';
  const settings = settingsOf(topology, socket);
  const before = settings[from] ?? [];
  if (!before.includes(endpoint)) return topology;
  const turned = from === 'bind' ? endpoint.replace('://*:', '://127.0.0.1:') : endpoint;
  const without = setEndpoints(
    topology,
    socket,
    from,
    before.filter((one) => one !== endpoint),
  );
  return setEndpoints(without, socket, to, [...(settings[to] ?? []).filter((one) => one !== turned), turned]);
}
