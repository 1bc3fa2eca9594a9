import { observationOf } from '../../shared/topology/observation';
import {
  DEVICE_SIDES,
  type Observation,
  type Link,
  type Topology,
  type TopologyNode,
} from '../../shared/topology/topology';
import type { FlowId } from '../../shared/traffic/flow';
import type { LinkState, LinkStatus, PeerStatus, RunStatus, SocketStatus } from '../../shared/traffic/status';
import type { RunTotals, Total } from '../engine/protocol';

/** What went through a topology, as `--json` prints it. */
export interface Report {
  readonly topology: string;
  readonly durationMs: number;
  /** Version of the library. */
  readonly libzmq: string;
  readonly nodes: Readonly<Record<string, NodeReport>>;
  readonly links: Readonly<Record<string, LinkReport>>;
  readonly peers: readonly PeerReport[];
  /** Only there where sockets of the topology met at an endpoint given by hand. */
  readonly meetings?: readonly MeetingReport[];
  readonly capture: { readonly messages: number; readonly dropped: number };
}

/** Messages a node handed over and got: a device's are those of both its sockets, a program's those seen on its links. */
export interface NodeReport {
  readonly sent: number;
  readonly received: number;
  /** What went wrong in it, as sentences. */
  readonly errors: readonly string[];
}

/** `forward` is from → to. */
export interface LinkReport {
  readonly observe: 'wire' | 'socket';
  readonly state: LinkState;
  readonly endpoint: string;
  readonly forward: Total;
  readonly backward: Total;
  /** Only there where something went wrong. */
  readonly problem?: string;
}

/** A program outside that was connected during the run. */
export interface PeerReport {
  readonly node: string;
  readonly socket: string;
  readonly endpoint: string;
  readonly socketType: string;
  readonly identity: string;
  readonly mechanism: string;
  readonly toNode: Total;
  readonly fromNode: Total;
}

/** Two sockets of the topology of which the one connected to an endpoint that the other binds. `forward` is from → to. */
export interface MeetingReport {
  readonly from: string;
  readonly to: string;
  readonly endpoint: string;
  readonly mechanism: string;
  readonly forward: Total;
  readonly backward: Total;
}

const NONE: Total = { messages: 0, bytes: 0 };

type Flow = RunTotals['flows'][number];

/**
 * @param status of the run while it was on
 * @param totals its exact counts
 */
export function reportOf(topology: Topology, status: RunStatus, totals: RunTotals): Report {
  const flows = new Map<FlowId, Flow>(totals.flows.map((flow) => [flow.flow, flow]));
  const links = topology.links.map((link): [Link, LinkReport] => {
    const known = status.links.find(({ id }) => id === link.id);
    return [link, linkReport(known?.observe ?? observationOf(topology, link), known, known && flows.get(known.flow))];
  });
  const meetings = status.peers.flatMap(({ socket: from, meets: to, endpoint, mechanism, flow }): MeetingReport[] => {
    if (to === undefined) return [];
    const { forward = NONE, backward = NONE } = flows.get(flow) ?? {};
    return [{ from, to, endpoint, mechanism, forward, backward }];
  });
  return {
    topology: topology.name,
    durationMs: Math.round(totals.durationMs),
    libzmq: status.library.version,
    nodes: byId(topology.nodes.map((node) => [node.id, nodeReport(node, status.sockets, totals, links)])),
    links: byId(links.map(([link, report]) => [link.id, report])),
    peers: status.peers
      .filter(({ meets }) => meets === undefined)
      .map((peer) => peerReport(peer, flows.get(peer.flow))),
    ...(meetings.length > 0 ? { meetings } : {}),
    capture: { messages: totals.capture.messages, dropped: totals.capture.dropped },
  };
}

/** Ids are free text: one that is called `__proto__` is an ordinary id. */
function byId<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries(entries);
}

function nodeReport(
  node: TopologyNode,
  sockets: readonly SocketStatus[],
  totals: RunTotals,
  links: readonly (readonly [Link, LinkReport])[],
): NodeReport {
  if (node.kind === 'external') return externalReport(node.id, links);
  const keys: readonly string[] = node.kind === 'device' ? DEVICE_SIDES.map((side) => `${node.id}.${side}`) : [node.id];
  const counted = totals.sockets.filter(({ key }) => keys.includes(key));
  return {
    sent: counted.reduce((sum, { sent }) => sum + sent, 0),
    received: counted.reduce((sum, { received }) => sum + received, 0),
    errors: sockets.filter(({ key }) => keys.includes(key)).flatMap(errorsOf),
  };
}

/** A program outside has no counters of ours: what it sent and received is what its links saw. */
function externalReport(id: string, links: readonly (readonly [Link, LinkReport])[]): NodeReport {
  let sent = 0;
  let received = 0;
  for (const [link, { forward, backward }] of links) {
    if (link.from === id) {
      sent += forward.messages;
      received += backward.messages;
    }
    if (link.to === id) {
      sent += backward.messages;
      received += forward.messages;
    }
  }
  return { sent, received, errors: [] };
}

function errorsOf(socket: SocketStatus): string[] {
  const ofEndpoints = socket.endpoints.flatMap(({ problem }) => (problem ? [problem.message] : []));
  return [...new Set([...ofEndpoints, ...socket.problems.map(({ message }) => message)])];
}

function linkReport(observe: Observation, status: LinkStatus | undefined, flow: Flow | undefined): LinkReport {
  return {
    observe,
    state: status?.state ?? 'failed',
    endpoint: status?.endpoint ?? '',
    forward: flow?.forward ?? NONE,
    backward: flow?.backward ?? NONE,
    ...(status?.problem ? { problem: status.problem.message } : {}),
  };
}

function peerReport(peer: PeerStatus, flow: Flow | undefined): PeerReport {
  const { node, socket, endpoint, socketType, identity, mechanism, way } = peer;
  const { forward = NONE, backward = NONE } = flow ?? {};
  const inbound = way === 'inbound';
  return {
    node,
    socket,
    endpoint,
    socketType,
    identity,
    mechanism,
    toNode: inbound ? forward : backward,
    fromNode: inbound ? backward : forward,
  };
}
