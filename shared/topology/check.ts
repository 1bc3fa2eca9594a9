import type { Problem } from '../result';
import { behaviorFits, fittingBehaviors } from '../zmq/behavior-fit';
import { parseEndpoint, type Endpoint, type EndpointUse } from '../zmq/endpoint';
import { endpointsClash } from '../zmq/endpoint-reach';
import { cannotTalk, shapeFault, unfitTransport } from '../zmq/legal';
import { optionFault } from '../zmq/option-fault';
import { canTalk, isExclusive, type SocketType } from '../zmq/socket-types';
import { transportFacts } from '../zmq/transports';
import {
  DEVICE_SIDES,
  DEVICE_SOCKETS,
  findSocket,
  transportOf,
  type Behavior,
  type ExternalNode,
  type Link,
  type SocketPlace,
  type Topology,
} from './topology';

/**
 * What is wrong in a well-formed topology: names that lead nowhere, sockets that cannot talk, behaviors and options that do
 * not fit, endpoints that cannot be. One problem each, its place as a path into the file.
 */
export function checkTopology(topology: Topology): Problem[] {
  return [
    ...duplicateIds(topology),
    ...topology.nodes.flatMap((node, index) => {
      const where = `nodes[${index}]`;
      if (node.kind === 'external') return externalNodeProblems(node, where);
      if (node.kind === 'socket') {
        return [...socketProblems(node.socket, node, where), ...behaviorProblems(node.socket, node.behavior, where)];
      }
      return DEVICE_SIDES.flatMap((side) => {
        const settings = node[side];
        return settings ? socketProblems(DEVICE_SOCKETS[node.device][side], settings, `${where}.${side}`) : [];
      });
    }),
    ...topology.links.flatMap((link, index) => linkProblems(topology, link, `links[${index}]`)),
    ...exclusiveProblems(topology),
    ...clashProblems(topology),
  ];
}

function problem(code: string, where: string, message: string, values?: Problem['values']): Problem {
  return { code, where, message: `${where}: ${message}`, ...(values ? { values } : {}) };
}

function duplicateIds(topology: Topology): Problem[] {
  const found: Problem[] = [];
  for (const [name, items] of [
    ['nodes', topology.nodes],
    ['links', topology.links],
  ] as const) {
    const seen = new Map<string, number>();
    items.forEach(({ id }, index) => {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, index);
      else {
        const where = `${name}[${index}].id`;
        found.push(
          problem('duplicate-id', where, `"${id}" is the id of ${name}[${first}] already; give it another`, { id }),
        );
      }
    });
  }
  return found;
}

interface SocketSettings {
  readonly bind?: readonly string[] | undefined;
  readonly connect?: readonly string[] | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

function socketProblems(socket: SocketType, settings: SocketSettings, where: string): Problem[] {
  const options = Object.entries(settings.options ?? {}).flatMap(([name, value]) => {
    const fault = optionFault(socket, name, value);
    return fault === undefined ? [] : [problem('option', `${where}.options.${name}`, `${name} ${fault}`, { name })];
  });
  return [
    ...endpointProblems(socket, settings.bind, 'bind', `${where}.bind`),
    ...endpointProblems(socket, settings.connect, 'connect', `${where}.connect`),
    ...options,
  ];
}

function externalNodeProblems({ socket, bind }: ExternalNode, where: string): Problem[] {
  if (socket === 'STREAM' || socket === 'DGRAM') {
    const message = `a program outside cannot be a ${socket}: it speaks no ZeroMQ; give a ${socket} of the app an endpoint instead`;
    return [problem('external', `${where}.socket`, message, { socket })];
  }
  return endpointProblems(socket, bind, 'connect', `${where}.bind`);
}

function endpointProblems(
  socket: SocketType,
  endpoints: readonly string[] | undefined,
  use: EndpointUse,
  where: string,
): Problem[] {
  return (endpoints ?? []).flatMap((text, index) => {
    const parsed = parseEndpoint(text, use);
    if (!parsed.ok) return [problem('endpoint', `${where}[${index}]`, parsed.error)];
    const unfit = unfitTransport(socket, parsed.value.transport, use);
    if (unfit !== undefined) return [problem('endpoint', `${where}[${index}]`, unfit)];
    if (endpoints?.indexOf(text) !== index) {
      return [problem('duplicate-endpoint', `${where}[${index}]`, `"${text}" is there already; remove one`)];
    }
    return [];
  });
}

function behaviorProblems(socket: SocketType, behavior: Behavior | undefined, where: string): Problem[] {
  if (!behavior) return [];
  if (!behaviorFits(socket, behavior.type)) {
    const fitting = fittingBehaviors(socket).join(', ');
    const message = `a ${socket} cannot ${behavior.type}; it can ${fitting}`;
    return [problem('behavior', `${where}.behavior.type`, message, { socket, behavior: behavior.type, fitting })];
  }
  const misshapen = shapeFault(socket, behavior);
  if (misshapen !== undefined) return [problem('behavior', `${where}.behavior.frames`, misshapen, { socket })];
  if (behavior.type === 'reply' && behavior.echo !== true && behavior.frames === undefined) {
    return [problem('behavior', `${where}.behavior.frames`, 'a reply has "frames", or "echo": true')];
  }
  if (behavior.type === 'reply' && behavior.echo === true && behavior.frames !== undefined) {
    return [problem('behavior', `${where}.behavior.echo`, 'a reply has "frames" or "echo", not both; remove one')];
  }
  if (behavior.type === 'generate') {
    if (behavior.every !== undefined && behavior.rate !== undefined) {
      return [problem('behavior', `${where}.behavior.rate`, 'generate has "every" or "rate", not both; remove one')];
    }
    if (behavior.rate !== undefined && behavior.burst !== undefined) {
      return [problem('behavior', `${where}.behavior.burst`, 'generate has "rate" or "burst", not both; remove one')];
    }
    if (behavior.every === undefined && behavior.rate === undefined && behavior.burst === undefined) {
      return [problem('behavior', `${where}.behavior`, 'generate needs "every", "rate" or "burst"')];
    }
  }
  return [];
}

function linkProblems(topology: Topology, link: Link, where: string): Problem[] {
  const from = findSocket(topology, link.from);
  const to = findSocket(topology, link.to);
  const missing = [
    ...(from ? [] : [missingEnd(topology, link.from, `${where}.from`)]),
    ...(to ? [] : [missingEnd(topology, link.to, `${where}.to`)]),
  ];
  if (!from || !to) return missing;
  if (from.key === to.key) return [problem('self-link', `${where}.to`, 'a socket cannot be linked to itself')];
  if (!canTalk(from.type, to.type)) {
    const { message, values } = cannotTalk(from.type, to.type);
    return [problem('pair', `${where}.to`, message, values)];
  }
  const transport = transportOf(link);
  const unfit = unfitTransport(from.type, transport, 'connect') ?? unfitTransport(to.type, transport, 'bind');
  if (unfit !== undefined) return [problem('transport', `${where}.transport`, unfit, { transport })];
  return [...linkEndpointProblems(link, where), ...externalProblems(link, from, to, where)];
}

function missingEnd(topology: Topology, key: string, where: string): Problem {
  const device = topology.nodes.find((node) => node.id === key && node.kind === 'device');
  return device
    ? problem('missing-end', where, `"${key}" is a device: name its socket, as in "${key}.backend"`, { key })
    : problem('missing-end', where, `there is no socket "${key}"`, { key });
}

function linkEndpointProblems(link: Link, where: string): Problem[] {
  if (link.endpoint === undefined) return [];
  const parsed = parseEndpoint(link.endpoint, 'bind');
  if (!parsed.ok) return [problem('endpoint', `${where}.endpoint`, parsed.error)];
  if (parsed.value.transport === transportOf(link)) return [];
  const message = `"${link.endpoint}" is no ${transportOf(link)} endpoint, and the link's transport is ${transportOf(link)}`;
  return [problem('endpoint', `${where}.endpoint`, message)];
}

function externalProblems(link: Link, from: SocketPlace, to: SocketPlace, where: string): Problem[] {
  const found: Problem[] = [];
  if (to.node.kind === 'external' && (to.node.bind ?? []).length === 0) {
    found.push(
      problem('external', `${where}.to`, `the program "${to.key}" says no endpoint to connect to; give it a "bind"`),
    );
  }
  if (from.node.kind === 'external' && link.endpoint === undefined) {
    found.push(
      problem('external', `${where}.endpoint`, `a program outside connects here, so the link needs an "endpoint"`),
    );
  }
  const outside = [from, to].filter(({ node }) => node.kind === 'external').length;
  if (outside > 0 && !transportFacts(transportOf(link)).relayed) {
    found.push(problem('external', where, 'a link with a program outside is tcp, ipc or ws'));
  }
  if (outside === 2 && link.observe === 'direct') {
    const message = 'a link between two programs outside is observed on the wire: nothing of the app is at its ends';
    found.push(problem('external', where, message));
  }
  return found;
}

function exclusiveProblems(topology: Topology): Problem[] {
  const used = new Map<string, number>();
  return topology.links.flatMap((link, index) =>
    [link.from, link.to].flatMap((key) => {
      const place = findSocket(topology, key);
      if (!place || !isExclusive(place.type)) return [];
      const first = used.get(key);
      used.set(key, index);
      if (first === undefined) return [];
      const message = `the ${place.type} "${key}" has a link already, and takes one peer only`;
      return [problem('exclusive', `links[${index}]`, message, { key, socket: place.type })];
    }),
  );
}

function clashProblems(topology: Topology): Problem[] {
  const taken: { where: string; endpoint: Endpoint }[] = [];
  const found: Problem[] = [];
  for (const { where, text } of boundEndpoints(topology)) {
    const parsed = parseEndpoint(text, 'bind');
    if (!parsed.ok) continue;
    const other = taken.find(({ endpoint }) => endpointsClash(endpoint, parsed.value));
    if (other)
      found.push(
        problem('clash', where, `"${text}" is bound at ${other.where} already; use another port or name`, { text }),
      );
    else taken.push({ where, endpoint: parsed.value });
  }
  return found;
}

function* boundEndpoints(topology: Topology): Generator<{ where: string; text: string }> {
  const listed = function* (endpoints: readonly string[] | undefined, where: string) {
    for (const [index, text] of (endpoints ?? []).entries()) yield { where: `${where}[${index}]`, text };
  };
  for (const [index, node] of topology.nodes.entries()) {
    if (node.kind === 'socket') yield* listed(node.bind, `nodes[${index}].bind`);
    if (node.kind === 'device') {
      for (const side of DEVICE_SIDES) yield* listed(node[side]?.bind, `nodes[${index}].${side}.bind`);
    }
  }
  for (const [index, link] of topology.links.entries()) {
    if (link.endpoint !== undefined) yield { where: `links[${index}].endpoint`, text: link.endpoint };
  }
}
