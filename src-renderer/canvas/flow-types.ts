import type { Edge, Node } from 'reactflow';
import type {
  DeviceNode as DeviceData,
  ExternalNode as ExternalData,
  Link,
  SocketNode as SocketData,
} from '../../shared/topology/topology';
import type { Pattern } from '../../shared/zmq/socket-types';

/** The canvas' nodes, as React Flow holds them: one for each node of the document, and one for each peer outside. */
export type SocketFlowNode = Node<{ readonly node: SocketData }, 'socket'>;
export type DeviceFlowNode = Node<{ readonly node: DeviceData }, 'device'>;
export type ExternalFlowNode = Node<{ readonly node: ExternalData }, 'external'>;
export type PeerFlowNode = Node<{ readonly peer: string }, 'peer'>;
export type FlowNode = SocketFlowNode | DeviceFlowNode | ExternalFlowNode | PeerFlowNode;

interface CableData extends Record<string, unknown> {
  readonly pattern: Pattern;
  /** Its place among the cables that join the same two sockets; 0 is the middle. */
  readonly lane: number;
  readonly sourceSide: string | undefined;
  readonly targetSide: string | undefined;
}
export type LinkEdge = Edge<CableData & { readonly link: Link }, 'link'>;
export type PeerEdge = Edge<CableData & { readonly peer: string }, 'peer'>;
export type FlowEdge = LinkEdge | PeerEdge;

const PEER_PREFIX = 'peer:';

/** The canvas' id of a peer; ids of the document have no colon. */
export function peerNodeId(peer: string): string {
  return `${PEER_PREFIX}${peer}`;
}

/** The peer that a node or edge of the canvas is of; `undefined` for one of the document. */
export function peerOfId(id: string): string | undefined {
  return id.startsWith(PEER_PREFIX) ? id.slice(PEER_PREFIX.length) : undefined;
}
