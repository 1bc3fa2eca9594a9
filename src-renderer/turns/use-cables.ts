import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findSocket, labelOf, type SocketKey } from '../../shared/topology/topology';
import { BACKWARD, FORWARD, type FlowId } from '../../shared/traffic/flow';
import { useDocument } from '../stores/document';
import { useRuntime } from '../stores/runtime';
import { useTurns } from '../stores/turns';
import { peerLabel } from '../ui/peer-label';

/** One cable of a socket. */
export interface Cable {
  /** Id of the link, or of the program outside. */
  readonly id: string;
  readonly kind: 'link' | 'peer';
  readonly name: string;
  readonly flow: FlowId;
  /** Direction of what the socket sends over it. */
  readonly out: typeof FORWARD | typeof BACKWARD;
  readonly connected: boolean;
  /** CURVE hides which frames are one message, so each counts as one. */
  readonly sealed: boolean;
}

/** The cables of a socket: its links, and the programs outside that are or were connected. */
export function useCables(socket: SocketKey): readonly Cable[] {
  const topology = useDocument((state) => state.history.present);
  const links = useRuntime((state) => state.links);
  const peers = useRuntime((state) => state.peers);
  const { i18n } = useTranslation();
  return useMemo(() => {
    const own = topology.links.flatMap(({ id, from, to }): Cable[] => {
      const status = links.get(id);
      if (!status || (from !== socket && to !== socket)) return [];
      const other = findSocket(topology, from === socket ? to : from);
      const name = other ? labelOf(other.node) : id;
      const out = from === socket ? FORWARD : BACKWARD;
      const { flow, state, mechanism, observe } = status;
      const sealed = mechanism === 'CURVE' && observe === 'wire';
      return [{ id, kind: 'link', name, flow, out, connected: state === 'connected', sealed }];
    });
    const outside = [...peers.values()].flatMap((peer): Cable[] => {
      if (peer.socket !== socket && peer.meets !== socket) return [];
      const { id, flow, connected, mechanism, meets } = peer;
      const out = peer.way === 'inbound' || meets === socket ? BACKWARD : FORWARD;
      const other = meets === undefined ? undefined : findSocket(topology, meets === socket ? peer.socket : meets);
      const name = other ? labelOf(other.node) : peerLabel(peer);
      return [{ id, kind: 'peer', name, flow, out, connected, sealed: mechanism === 'CURVE' }];
    });
    return [...own, ...outside];
  }, [topology, links, peers, socket, i18n.language]);
}

/** The requests over all cables of a socket. */
export function useRequestsOf(socket: SocketKey) {
  const cables = useCables(socket);
  const requests = useTurns((state) => state.requests);
  const all = { answered: 0, waiting: 0, abandoned: 0, waitingSince: undefined as number | undefined };
  for (const { flow } of cables) {
    const counts = requests.get(flow);
    if (!counts) continue;
    all.answered += counts.answered;
    all.waiting += counts.waiting;
    all.abandoned += counts.abandoned;
    if (counts.waitingSince !== undefined) {
      all.waitingSince = Math.min(all.waitingSince ?? Infinity, counts.waitingSince);
    }
  }
  return all;
}
