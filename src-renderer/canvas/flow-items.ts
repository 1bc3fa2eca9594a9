import {
  nodeIdOf,
  patternOf,
  type Link,
  type Position,
  type Topology,
  type TopologyNode,
} from '../../shared/topology/topology';
import type { PeerStatus } from '../../shared/traffic/status';
import type { Selection } from '../stores/view';
import { peerNodeId, type FlowEdge, type FlowNode, type LinkEdge } from './flow-types';
import { JACK_TOP, jacksOf, PEER_HEIGHT, PEER_WIDTH, peerPlaces, widthOf, type Box } from './layout';

/**
 * The canvas' nodes for a document and its peers. Nodes that did not change keep their identity, sizes that React Flow
 * measured are kept, and a node that is being dragged stays where the pointer holds it.
 */
export function flowNodes(
  topology: Topology,
  peers: readonly PeerStatus[],
  selection: Selection,
  before: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const nodes = topology.nodes.map((node) => {
    const old = known.get(node.id);
    const selected = selection.nodes.has(node.id);
    const position = old?.dragging === true ? old.position : node.position;
    if (
      old &&
      'node' in old.data &&
      old.data.node === node &&
      old.selected === selected &&
      samePlace(old.position, position)
    )
      return old;
    return { ...kept(old), ...documentNode(node), position, selected } as FlowNode;
  });
  return [...nodes, ...peerNodes(topology, peers, selection, known)];
}

/** The canvas' edges: a cable for each link, and one for each peer: to its own node, or to the node of the socket that it is. */
export function flowEdges(
  topology: Topology,
  peers: readonly PeerStatus[],
  selection: Selection,
  before: readonly FlowEdge[],
): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const kinds = new Map(topology.nodes.map((node) => [node.id, node]));
  const lanes = lanesOf([
    ...topology.links,
    ...peers.flatMap(({ id, socket: from, meets: to }) => (to === undefined ? [] : [{ id: peerNodeId(id), from, to }])),
  ]);
  const links = topology.links.flatMap((link): FlowEdge[] => {
    const from = kinds.get(nodeIdOf(link.from));
    const to = kinds.get(nodeIdOf(link.to));
    if (!from || !to) return [];
    const old = known.get(link.id);
    const lane = lanes.get(link.id) ?? 0;
    const selected = selection.links.has(link.id);
    if (
      old?.data &&
      'link' in old.data &&
      old.data.link === link &&
      old.data.lane === lane &&
      old.selected === selected &&
      old.data.pattern === patternOf(to)
    ) {
      return [old];
    }
    return [linkEdge(link, to, lane, selected)];
  });
  return [...links, ...peers.flatMap((peer) => peerEdge(peer, kinds, lanes, selection))];
}

/** Where each cable lies among those that join the same two sockets: cables alone are at 0. */
function lanesOf(links: readonly Pick<Link, 'id' | 'from' | 'to'>[]): ReadonlyMap<string, number> {
  const bundles = new Map<string, string[]>();
  for (const { id, from, to } of links) {
    const pair = from < to ? `${from} ${to}` : `${to} ${from}`;
    bundles.set(pair, [...(bundles.get(pair) ?? []), id]);
  }
  const lanes = new Map<string, number>();
  for (const bundle of bundles.values()) {
    bundle.forEach((id, index) => lanes.set(id, index - (bundle.length - 1) / 2));
  }
  return lanes;
}

function linkEdge(link: Link, to: TopologyNode, lane: number, selected: boolean): LinkEdge {
  const sourceSide = sideOf(link.from);
  const targetSide = sideOf(link.to);
  return {
    id: link.id,
    type: 'link',
    source: nodeIdOf(link.from),
    target: nodeIdOf(link.to),
    sourceHandle: sourceSide ?? 'left',
    targetHandle: targetSide ?? 'left',
    selected,
    data: { link, lane, pattern: patternOf(to), sourceSide, targetSide },
  };
}

function peerEdge(
  peer: PeerStatus,
  nodes: ReadonlyMap<string, TopologyNode>,
  lanes: ReadonlyMap<string, number>,
  selection: Selection,
): FlowEdge[] {
  const { meets } = peer;
  const node = nodes.get(nodeIdOf(peer.socket));
  const met = meets === undefined ? undefined : nodes.get(nodeIdOf(meets));
  if (!node || (meets !== undefined && !met)) return [];
  const id = peerNodeId(peer.id);
  const own = { node: node.id, side: sideOf(peer.socket) };
  const other = { node: met?.id ?? id, side: meets === undefined ? undefined : sideOf(meets) };
  const [from, to] = peer.way === 'inbound' ? [other, own] : [own, other];
  return [
    {
      id,
      type: 'peer',
      source: from.node,
      target: to.node,
      sourceHandle: from.side ?? 'left',
      targetHandle: to.side ?? 'left',
      selected: selection.peer === peer.id,
      data: {
        peer: peer.id,
        lane: lanes.get(id) ?? 0,
        pattern: patternOf(met ?? node),
        sourceSide: from.side,
        targetSide: to.side,
      },
    },
  ];
}

function peerNodes(
  topology: Topology,
  peers: readonly PeerStatus[],
  selection: Selection,
  known: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  const boxes = new Map(topology.nodes.map((node) => [node.id, boxOf(node, known.get(node.id))]));
  const groups = new Map<string, PeerStatus[]>();
  for (const peer of peers)
    if (peer.meets === undefined) groups.set(peer.socket, [...(groups.get(peer.socket) ?? []), peer]);
  const taken: Box[] = [];
  return [...groups].flatMap(([socket, group]) => {
    const node = nodeIdOf(socket);
    const box = boxes.get(node);
    if (!box) return [];
    const others = [...boxes].filter(([id]) => id !== node).map(([, other]) => other);
    const jacks = jacksOf(box, sideOf(socket));
    const places = peerPlaces(
      box,
      [...others, ...taken],
      group.length,
      jacks.length === 1 ? jacks[0]?.side : undefined,
    );
    taken.push(...places.map((place) => ({ ...place, width: PEER_WIDTH, height: PEER_HEIGHT })));
    return group.map((peer, index): FlowNode => {
      const id = peerNodeId(peer.id);
      const old = known.get(id);
      const selected = selection.peer === peer.id;
      const position = places[index] ?? { x: box.x, y: box.y + JACK_TOP };
      if (old && old.selected === selected && samePlace(old.position, position)) return old;
      return {
        ...kept(old),
        id,
        type: 'peer',
        position,
        selected,
        draggable: false,
        data: { peer: peer.id },
        width: PEER_WIDTH,
      };
    });
  });
}

function documentNode(node: TopologyNode): Pick<FlowNode, 'id' | 'type' | 'data'> {
  return { id: node.id, type: node.kind, data: { node } } as Pick<FlowNode, 'id' | 'type' | 'data'>;
}

function boxOf(node: TopologyNode, drawn: FlowNode | undefined): Box {
  return { ...node.position, width: widthOf(node), height: drawn?.measured?.height ?? 92 };
}

function kept(old: FlowNode | undefined): Partial<FlowNode> {
  if (!old) return {};
  const { measured, dragging } = old;
  return { ...(measured ? { measured } : {}), ...(dragging === undefined ? {} : { dragging }) };
}

function samePlace(one: Position, other: Position): boolean {
  return one.x === other.x && one.y === other.y;
}

/** `frontend` or `backend` where the key names a device's socket. */
function sideOf(key: string): string | undefined {
  return key.split('.')[1];
}
