import { findSocket, labelOf, socketsOf, type SocketKey, type Topology } from '../../shared/topology/topology';
import { socketFacts } from '../../shared/zmq/socket-types';

/** A socket that can send, as a select offers it. */
export interface Sender {
  readonly value: SocketKey;
  readonly label: string;
}

/** The sockets of a topology that can send. */
export function sendersOf(topology: Topology): readonly Sender[] {
  return topology.nodes
    .filter(({ kind }) => kind === 'socket')
    .flatMap(socketsOf)
    .filter(({ type }) => socketFacts(type).sends)
    .map(({ key, node, type }) => ({ value: key, label: `${labelOf(node)} · ${type}` }));
}

/** True where every socket of the one is in the other as well, of the same type: what the one sent the other can send. */
export function standsFor(recorded: Topology, other: Topology): boolean {
  return recorded.nodes.flatMap(socketsOf).every(({ key, type }) => findSocket(other, key)?.type === type);
}
