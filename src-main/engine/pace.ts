/** Milliseconds that the loops of all sockets together may take before the event loop gets its turn. */
const SLICE_MS = 4;
/** Calls between two looks at the clock. */
const STRIDE = 16;

/**
 * Shares the thread between the loops of sockets and everything else: relays, ticks, messages from thread 1. zeromq.js
 * gives way after 512 operations of one socket; with many busy sockets that alone would be too seldom.
 */
export class Pace {
  private calls = 0;
  private since = performance.now();
  private next: Promise<void> | undefined;

  /** What a loop must await before it goes on; `undefined` while the slice lasts. Asked once per message. */
  turn(): Promise<void> | undefined {
    if (this.next) return this.next;
    if (++this.calls % STRIDE !== 0) return undefined;
    return performance.now() - this.since < SLICE_MS ? undefined : this.giveWay();
  }

  private giveWay(): Promise<void> {
    this.next = new Promise((resolve) => {
      setImmediate(() => {
        this.next = undefined;
        this.since = performance.now();
        resolve();
      });
    });
    return this.next;
  }
}
