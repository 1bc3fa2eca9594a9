import type { Frames } from './zmq-socket';

/** What waiting for a message came to. `failed`: the problem was reported, the wait given up, or the socket closed. */
export type Received =
  { readonly type: 'message'; readonly frames: Frames } | { readonly type: 'stopped' | 'timeout' | 'failed' };

/** Somebody's wait for one message. It ends once; a REQ makes one for each reply, so it is no more than it needs to be. */
export class MessageWait {
  over = false;
  readonly ended: Promise<Received>;
  private resolve: ((received: Received) => void) | undefined;
  private readonly timer: NodeJS.Timeout | undefined;

  /** @param timeoutMs after which it ends as `timeout`; without it, it waits without end */
  constructor(timeoutMs: number | undefined) {
    this.ended = new Promise((resolve) => (this.resolve = resolve));
    this.timer = timeoutMs === undefined ? undefined : setTimeout(() => this.end({ type: 'timeout' }), timeoutMs);
  }

  end(received: Received): void {
    if (this.over) return;
    this.over = true;
    if (this.timer) clearTimeout(this.timer);
    this.resolve?.(received);
  }
}
