import type { WantedSocket } from '../../shared/plan';
import type { SocketKey } from '../../shared/topology/topology';
import { LiveSocket } from './live-socket';
import type { Pace } from './pace';
import { privateEndpoint } from './private-endpoint';
import { RoutingIds } from './routing-ids';
import type { RunParts } from './run-parts';
import { SocketObserver } from './socket-observer';

/** The sockets of a run, each with what counts and captures its messages, and of a ROUTER with the ids of its peers. */
export class RunSockets {
  readonly live = new Map<SocketKey, LiveSocket>();
  readonly routers = new Map<SocketKey, RoutingIds>();
  private readonly observers = new Map<SocketKey, SocketObserver>();
  /** Numbers in the batches' counters: one that is opened anew keeps its own. */
  private readonly indexes = new Map<SocketKey, number>();
  private refreshing = false;

  constructor(
    private readonly parts: RunParts,
    private readonly pace: Pace,
    private readonly now: () => number,
  ) {}

  /** Sockets that were numbered so far. */
  get count(): number {
    return this.indexes.size;
  }

  open(wanted: WantedSocket): void {
    const { parts } = this;
    const { key, type } = wanted;
    const index = this.indexes.get(key) ?? this.indexes.size;
    this.indexes.set(key, index);
    const socket = new LiveSocket({
      wanted,
      index,
      pace: this.pace,
      now: this.now,
      privateBind: () => privateEndpoint(parts.folder, wanted),
      secure: () => parts.security.options(wanted),
      changed: () => parts.changed(),
    });
    const router =
      type === 'ROUTER' || type === 'SERVER'
        ? new RoutingIds(() => socket.wanted.options['handover'] === true)
        : undefined;
    if (router) this.routers.set(key, router);
    this.live.set(key, socket);
    const observer = new SocketObserver(parts, socket, router, parts.ledger.socketOpened(socket, router));
    this.observers.set(key, observer);
    observer.refresh();
    socket.open();
  }

  /** @param keep what a stop closes is still shown after it, with its counts */
  async close(key: SocketKey, keep: boolean): Promise<void> {
    const socket = this.live.get(key);
    if (!keep) {
      this.live.delete(key);
      this.observers.delete(key);
    }
    this.routers.get(key)?.close();
    await socket?.close(!keep);
    this.parts.security.close(key);
    this.parts.ledger.socketClosed(key, keep);
  }

  /** Who counts a cable's messages depends on all that is plugged in; looked at once when a change is done. */
  plugsChanged(): void {
    if (this.refreshing) return;
    this.refreshing = true;
    queueMicrotask(() => {
      this.refreshing = false;
      for (const observer of this.observers.values()) observer.refresh();
      this.parts.ledger.plugsChanged();
    });
  }
}
