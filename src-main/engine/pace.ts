/** Milliseconds that the loops of all sockets together may take before the event loop gets its turn. */
const SLICE_MS = 8;
/** Messages between two looks at the clock. */
const STRIDE = 16;

/**
 * Shares the thread between the loops of sockets and everything else: relays, ticks, messages from thread 1. zeromq.js
 * gives way after 512 operations of one socket; with many busy sockets, or a burst, that alone would be too seldom.
 */
export class Pace {
  /** Changes with the turns of the event loop in which much was done; those with less may share a number. */
  turns = 0;
  private occupant: object | undefined;
  /** One place for each socket and direction at the most. */
  private readonly queue: { readonly burst: object; readonly resolve: () => void }[] = [];
  private calls = 0;
  private since = 0;
  private inTurn = false;
  private next: Promise<void> | undefined;
  private ending: Promise<void> | undefined;

  /** What a loop must await before it goes on; `undefined` while the slice lasts. Asked after each message, or so many. */
  turn(messages = 1): Promise<void> | undefined {
    if (this.next) return this.next;
    this.calls += messages;
    if (this.calls < STRIDE) return undefined;
    this.calls = 0;
    if (!this.inTurn) {
      // The slice begins with the event loop's turn, however the one before ended.
      this.inTurn = true;
      this.turns++;
      this.since = performance.now();
      setImmediate(this.endTurn);
      return undefined;
    }
    return performance.now() - this.since < SLICE_MS ? undefined : this.giveWay();
  }

  /**
   * Resolves at the end of the event loop's turn, when every socket that has something was read. What is sent by many sockets
   * then, one right after the other, wakes ZeroMQ's own thread once and not for each.
   */
  endOfTurn(): Promise<void> {
    this.ending ??= new Promise((resolve) => {
      setImmediate(() => {
        this.ending = undefined;
        resolve();
      });
    });
    return this.ending;
  }

  /** True where other bursts wait for theirs to go on. */
  get crowded(): boolean {
    return this.queue.length > 0;
  }

  /**
   * Takes the one place in which a burst runs; `undefined` where it is had at once, else to be awaited. A burst runs alone
   * for a while because ZeroMQ's own thread then finds many messages at once, where one now and then wakes it for each.
   */
  enter(burst: object): Promise<void> | undefined {
    if (!this.occupant) {
      this.occupant = burst;
      return undefined;
    }
    return new Promise((resolve) => this.queue.push({ burst, resolve }));
  }

  /** Gives the place to the burst that waits longest; one that still waits itself waits no longer. */
  leave(burst: object): void {
    if (this.occupant === burst) {
      const next = this.queue.shift();
      this.occupant = next?.burst;
      next?.resolve();
      return;
    }
    const at = this.queue.findIndex((waiting) => waiting.burst === burst);
    if (at >= 0) this.queue.splice(at, 1)[0]?.resolve();
  }

  private readonly endTurn = (): void => {
    this.inTurn = false;
  };

  private giveWay(): Promise<void> {
    this.next = new Promise((resolve) => {
      setImmediate(() => {
        this.next = undefined;
        resolve();
      });
    });
    return this.next;
  }
}
