import { create } from 'zustand';
import { connectSockets, linkRefusal } from '../../shared/topology/edits-links';
import { socketsOf, type SocketKey, type Topology } from '../../shared/topology/topology';
import { edit, topologyNow } from '../stores/document';
import { select } from '../stores/view';
import { notifyProblem } from '../ui/notify';

interface WiringState {
  /** The socket that a cable is being dragged from. */
  readonly from: SocketKey | undefined;
  /** The sockets that it can be plugged into. */
  readonly fitting: ReadonlySet<SocketKey>;
  /** The socket under the pointer. */
  readonly over: SocketKey | undefined;
}

const IDLE: WiringState = { from: undefined, fitting: new Set(), over: undefined };

export const useWiring = create<WiringState>()(() => IDLE);

/** How a socket looks while a cable is dragged: it fits, it does not, or the cable comes from it. */
export function useWiringRole(key: SocketKey): 'idle' | 'source' | 'fits' | 'refuses' {
  return useWiring(({ from, fitting }) => {
    if (from === undefined) return 'idle';
    if (from === key) return 'source';
    return fitting.has(key) ? 'fits' : 'refuses';
  });
}

/** Begins to drag a cable from a socket. */
export function beginWiring(from: SocketKey): void {
  useWiring.setState({ from, fitting: new Set(fittingSockets(topologyNow(), from)), over: undefined });
}

/** Notes what is under the pointer, at these coordinates of the window. */
export function pointWiring(x: number, y: number): void {
  const over = socketAt(x, y);
  if (over !== useWiring.getState().over) useWiring.setState({ over });
}

/**
 * Ends the drag: plugs the cable into the socket under the pointer, or says why it cannot be. The socket that a cable was
 * let go of over nothing came from is returned, so that one that fits can be offered there.
 */
export function endWiring(x: number, y: number): SocketKey | undefined {
  const { from } = useWiring.getState();
  const over = socketAt(x, y);
  useWiring.setState(IDLE);
  if (from === undefined) return undefined;
  if (over === undefined) return from;
  if (over !== from) connect(from, over);
  return undefined;
}

export function cancelWiring(): void {
  useWiring.setState(IDLE);
}

/** Lays a link and selects it, or shows why there can be none. */
export function connect(one: SocketKey, other: SocketKey): void {
  const connected = connectSockets(topologyNow(), one, other);
  if (!connected.ok) {
    notifyProblem(connected.error);
    return;
  }
  if (edit(() => connected.value.topology)) select([], [connected.value.id]);
}

/** Every socket of the document that a link can be laid to. */
export function fittingSockets(topology: Topology, from: SocketKey): readonly SocketKey[] {
  const keys = topology.nodes.flatMap((node) => socketsOf(node).map(({ key }) => key));
  return keys.filter((key) => linkRefusal(topology, from, key) === undefined);
}

function socketAt(x: number, y: number): SocketKey | undefined {
  const element = document.elementFromPoint(x, y)?.closest('[data-socket]');
  return element?.getAttribute('data-socket') ?? undefined;
}
