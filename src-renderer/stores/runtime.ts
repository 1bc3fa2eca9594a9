import { create } from 'zustand';
import type { Problem } from '../../shared/result';
import type { SocketKey } from '../../shared/topology/topology';
import {
  STOPPED,
  type LinkStatus,
  type PeerStatus,
  type RunStatus,
  type SocketStatus,
} from '../../shared/traffic/status';

export interface RuntimeState {
  readonly status: RunStatus;
  readonly sockets: ReadonlyMap<SocketKey, SocketStatus>;
  readonly links: ReadonlyMap<string, LinkStatus>;
  readonly peers: ReadonlyMap<string, PeerStatus>;
  /** Endpoints beyond this machine that Run waits for the user's consent to; `undefined` while nothing is asked. */
  readonly consent: readonly string[] | undefined;
  /** Set after the engine crashed, until the user runs again or closes the notice. */
  readonly crash: Problem | undefined;
}

export const useRuntime = create<RuntimeState>()(() => ({
  status: STOPPED,
  sockets: new Map(),
  links: new Map(),
  peers: new Map(),
  consent: undefined,
  crash: undefined,
}));

/** Takes a new status; parts that did not change keep their identity, so that only what changed is drawn again. */
export function takeStatus(status: RunStatus): void {
  useRuntime.setState((before) => ({
    status,
    sockets: keyed(status.sockets, ({ key }) => key, before.sockets),
    links: keyed(status.links, ({ id }) => id, before.links),
    peers: keyed(status.peers, ({ id }) => id, before.peers),
    crash: status.restarts > before.status.restarts ? status.problems.at(-1) : before.crash,
  }));
}

/** True from the moment Run was taken until everything is closed again. */
export function isRunning({ status }: RuntimeState): boolean {
  return status.state === 'running' || status.state === 'starting';
}

export function useSocketStatus(key: SocketKey): SocketStatus | undefined {
  return useRuntime((state) => state.sockets.get(key));
}

export function useLinkStatus(id: string): LinkStatus | undefined {
  return useRuntime((state) => state.links.get(id));
}

export function usePeerStatus(id: string): PeerStatus | undefined {
  return useRuntime((state) => state.peers.get(id));
}

function keyed<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  before: ReadonlyMap<string, Item>,
): ReadonlyMap<string, Item> {
  let changed = items.length !== before.size;
  const next = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    const known = before.get(key);
    // A status is plain JSON, a few hundred bytes each, and comes ten times a second at most.
    const same = known !== undefined && JSON.stringify(known) === JSON.stringify(item);
    changed ||= !same;
    next.set(key, same ? known : item);
  }
  return changed ? next : before;
}
