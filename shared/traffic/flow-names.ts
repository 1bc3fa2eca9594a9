import type { SocketType } from '../zmq/socket-types';
import { findSocket, labelOf, type DeviceSide, type SocketKey, type Topology } from '../topology/topology';
import type { CaptureRow } from './capture';
import type { FlowId } from './flow';
import { NO_LOSSES, type LossReport } from './losses';
import type { PeerStatus, RunStatus } from './status';

/** One end of a cable, as a line of the message list names it. */
export interface FlowEnd {
  readonly name: string;
  /** `frontend` or `backend` of a device. */
  readonly side: DeviceSide | undefined;
  /** The type as it is shown: a program outside says it itself, and it is empty until it has. */
  readonly type: string;
  readonly socket: SocketType | undefined;
}

export interface FlowName {
  /** Id of the link or peer, or key of the socket that a flow of losses belongs to. */
  readonly id: string;
  readonly kind: 'link' | 'peer' | 'socket';
  /** Keys of the app's own sockets at the ends. */
  readonly sockets: { readonly connecting?: SocketKey; readonly binding?: SocketKey };
  readonly connecting: FlowEnd;
  readonly binding: FlowEnd;
}

/**
 * Names for the flows of a run. Flows that are no longer in the status keep the names they had in `before`, because their
 * messages may still be in the capture.
 * @param nameOf what a program outside is called
 * @param losses what it says of flows that no status has: those of messages that were to go over no cable, and of endpoints where
 * nobody ever answered
 */
export function flowNames(
  before: ReadonlyMap<FlowId, FlowName>,
  topology: Topology,
  status: RunStatus,
  nameOf: (peer: PeerStatus) => string,
  losses: Pick<LossReport, 'ownFlows' | 'rows'> = NO_LOSSES,
): ReadonlyMap<FlowId, FlowName> {
  const names = new Map(before);
  for (const { id, flow } of status.links) {
    const link = topology.links.find((candidate) => candidate.id === id);
    if (!link) continue;
    names.set(flow, {
      id,
      kind: 'link',
      sockets: { connecting: link.from, binding: link.to },
      connecting: endOf(topology, link.from),
      binding: endOf(topology, link.to),
    });
  }
  for (const peer of status.peers) {
    const { meets } = peer;
    if (meets !== undefined) {
      names.set(peer.flow, {
        id: peer.id,
        kind: 'peer',
        sockets: { connecting: peer.socket, binding: meets },
        connecting: endOf(topology, peer.socket),
        binding: endOf(topology, meets),
      });
      continue;
    }
    const program = { name: nameOf(peer), side: undefined, type: peer.socketType, socket: undefined };
    const socket = endOf(topology, peer.socket);
    const inbound = peer.way === 'inbound';
    names.set(peer.flow, {
      id: peer.id,
      kind: 'peer',
      sockets: inbound ? { binding: peer.socket } : { connecting: peer.socket },
      connecting: inbound ? program : socket,
      binding: inbound ? socket : program,
    });
  }
  for (const { flow, socket } of [...losses.ownFlows, ...losses.rows]) {
    if (flow === undefined || (names.get(flow)?.kind ?? 'socket') !== 'socket') continue;
    const nobody = { name: '∅', side: undefined, type: '', socket: undefined };
    names.set(flow, {
      id: socket,
      kind: 'socket',
      sockets: { connecting: socket },
      connecting: endOf(topology, socket),
      binding: nobody,
    });
  }
  return names;
}

/** The two ends in the way that an item went; what is of a socket alone comes from it. */
export function endsOf(name: FlowName, direction: CaptureRow['direction']): readonly [from: FlowEnd, to: FlowEnd] {
  return direction === 'forward' || name.kind === 'socket'
    ? [name.connecting, name.binding]
    : [name.binding, name.connecting];
}

function endOf(topology: Topology, key: SocketKey): FlowEnd {
  const place = findSocket(topology, key);
  if (!place) return { name: key, side: undefined, type: '', socket: undefined };
  return { name: labelOf(place.node), side: place.side, type: place.type, socket: place.type };
}
