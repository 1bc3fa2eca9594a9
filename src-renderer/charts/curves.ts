import { linksOf } from '../../shared/topology/edits-links';
import { labelOf, socketNumber, socketsOf, type SocketKey, type Topology } from '../../shared/topology/topology';
import type { Direction, FlowId } from '../../shared/traffic/flow';
import type { FlowEnd, FlowName } from '../../shared/traffic/flow-names';
import type { SelectedItems } from '../../shared/traffic/flow-choice';
import type { PipeGauge } from '../../shared/traffic/losses';
import type { SeriesGroup, SeriesLane, WayLane } from '../../shared/traffic/series';
import type { RunStatus } from '../../shared/traffic/status';
import { socketFacts } from '../../shared/zmq/socket-types';
import { endName } from '../ui/end-name';

/** `waiting` is to be sent, `unread` to be received. */
export type Metric = 'messages' | 'bytes' | 'waiting' | 'unread' | 'lost';

/** Lanes of a group that a metric adds up. */
export interface Term {
  readonly group: SeriesGroup;
  readonly lanes: readonly SeriesLane[];
}

/** One line in each of the charts. */
export interface Curve {
  readonly id: string;
  readonly name: CurveName;
  readonly terms: Readonly<Record<Metric, readonly Term[]>>;
}

/** What a curve is called: everything, one way of a cable, or what a socket does. */
export type CurveName =
  | { readonly type: 'everything' }
  | { readonly type: 'way'; readonly from: string; readonly to: string }
  | { readonly type: 'socket'; readonly name: string; readonly does: 'sends' | 'receives' };

/** Curves drawn at the most; the selection's first ones. */
export const MOST_CURVES = 12;

/** What there is to be charted: of what is selected, or everything where nothing is. */
export function curvesOf(
  selected: SelectedItems,
  topology: Topology,
  status: RunStatus,
  names: ReadonlyMap<FlowId, FlowName>,
  pipes: readonly PipeGauge[],
): Curve[] {
  const { nodes, links, peer } = selected;
  if (nodes.size === 0 && links.size === 0 && peer === undefined) return [everything()];
  const flows = [
    ...status.links.filter(({ id }) => links.has(id)).map(({ flow }) => flow),
    ...status.peers.filter(({ id, node }) => id === peer || isExternal(topology, node, nodes)).map(({ flow }) => flow),
    ...externalFlows(nodes, topology, status),
  ];
  return [
    ...[...nodes].flatMap((node) => nodeCurves(node, topology, status)),
    ...[...new Set(flows)].flatMap((flow) => flowCurves(flow, names.get(flow), pipes)),
  ];
}

function everything(): Curve {
  const group: SeriesGroup = { flows: 'all', sockets: 'all' };
  return {
    id: 'everything',
    name: { type: 'everything' },
    terms: {
      messages: [{ group, lanes: ['forward', 'backward'] }],
      bytes: [{ group, lanes: ['forwardBytes', 'backwardBytes'] }],
      waiting: [{ group, lanes: ['queued', 'queue'] }],
      unread: [{ group, lanes: ['unread'] }],
      lost: [{ group, lanes: ['lost'] }],
    },
  };
}

/** The ways that messages can go over a cable; both where one of its ends is not known. */
function flowCurves(flow: FlowId, name: FlowName | undefined, pipes: readonly PipeGauge[]): Curve[] {
  if (!name) return [];
  const { connecting, binding, sockets } = name;
  const group: SeriesGroup = { flows: [flow], sockets: [] };
  /** Where one queue is for several cables, nothing is known of what waits for one of them. */
  const known = (queue: PipeGauge['queue'], socket: SocketKey | undefined, lane: WayLane): Term[] =>
    pipes.some((pipe) => pipe.queue === queue && pipe.flow === flow && pipe.socket === socket)
      ? [{ group, lanes: [lane] }]
      : [];
  const sender = (way: Direction) => (way === 'forward' ? sockets.connecting : sockets.binding);
  const receiver = (way: Direction) => (way === 'forward' ? sockets.binding : sockets.connecting);
  const way = (from: FlowEnd, to: FlowEnd, messages: Direction): Curve[] =>
    (from.socket && !socketFacts(from.socket).sends) || (to.socket && !socketFacts(to.socket).receives)
      ? []
      : [
          {
            id: `${flow} ${messages}`,
            name: { type: 'way', from: endName(from), to: endName(to) },
            terms: {
              messages: [{ group, lanes: [messages] }],
              bytes: [{ group, lanes: [`${messages}Bytes`] }],
              waiting: known('send', sender(messages), `${messages}Queue`),
              unread: known('receive', receiver(messages), `${messages}Unread`),
              lost: [{ group, lanes: [`${messages}Lost`] }],
            },
          },
        ];
  return [...way(connecting, binding, 'forward'), ...way(binding, connecting, 'backward')];
}

/** What each socket of a node sends and receives. */
function nodeCurves(id: string, topology: Topology, status: RunStatus): Curve[] {
  const node = topology.nodes.find((candidate) => candidate.id === id);
  if (!node || node.kind === 'external') return [];
  return socketsOf(node).flatMap(({ key, side, type }) => {
    const index = status.recording
      ? socketNumber(topology, key)
      : status.sockets.find((socket) => socket.key === key)?.index;
    if (index === undefined) return [];
    const { connecting, binding } = cablesOf(key, topology, status);
    const name = endName({ name: labelOf(node), side });
    const { sends, receives } = socketFacts(type);
    const socket: SeriesGroup = { flows: [], sockets: [index] };
    const curve = (does: 'sends' | 'receives'): Curve => ({
      id: `${key} ${does}`,
      name: { type: 'socket', name, does },
      terms: {
        messages: [{ group: socket, lanes: [does === 'sends' ? 'sent' : 'received'] }],
        bytes: [
          { group: { flows: connecting, sockets: [] }, lanes: [does === 'sends' ? 'forwardBytes' : 'backwardBytes'] },
          { group: { flows: binding, sockets: [] }, lanes: [does === 'sends' ? 'backwardBytes' : 'forwardBytes'] },
        ],
        waiting: does === 'sends' ? [{ group: socket, lanes: ['queued', 'queue'] }] : [],
        unread: does === 'receives' ? [{ group: socket, lanes: ['unread'] }] : [],
        // What a socket lost is told once: where it sends, if it does.
        lost: does === 'sends' || !sends ? [{ group: socket, lanes: ['lost'] }] : [],
      },
    });
    return [...(sends ? [curve('sends')] : []), ...(receives ? [curve('receives')] : [])];
  });
}

/** Flows of the cables on which a socket is the side that connects, and of those on which it binds. */
function cablesOf(key: string, topology: Topology, { links, peers }: RunStatus) {
  const flowOf = (id: string) => links.filter((link) => link.id === id).map(({ flow }) => flow);
  const cables = linksOf(topology, key);
  const own = peers.filter(({ socket }) => socket === key);
  return {
    connecting: [
      ...cables.filter(({ from }) => from === key).flatMap(({ id }) => flowOf(id)),
      ...own.filter(({ way }) => way === 'outbound').map(({ flow }) => flow),
    ],
    binding: [
      ...cables.filter(({ to }) => to === key).flatMap(({ id }) => flowOf(id)),
      ...own.filter(({ way }) => way === 'inbound').map(({ flow }) => flow),
      ...peers.filter(({ meets }) => meets === key).map(({ flow }) => flow),
    ],
  };
}

/** A program outside has no counters of its own: its cables are charted. */
function externalFlows(nodes: ReadonlySet<string>, topology: Topology, status: RunStatus): FlowId[] {
  const ids = [...nodes]
    .filter((id) => isExternal(topology, id, nodes))
    .flatMap((id) => linksOf(topology, id).map((link) => link.id));
  return status.links.filter(({ id }) => ids.includes(id)).map(({ flow }) => flow);
}

function isExternal(topology: Topology, id: string, chosen: ReadonlySet<string>): boolean {
  return chosen.has(id) && topology.nodes.some((node) => node.id === id && node.kind === 'external');
}
