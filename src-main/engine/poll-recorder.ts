import type { DevicePoll, PollTurn } from '../../shared/traffic/turns';

/** Turns kept. */
const KEPT = 256;
/** Above so many turns in a second not each is written down. */
const MOST_PER_SECOND = 500;
/** A loop that never waits has its turns cut after so many messages. */
const LONGEST_TURN = 100;

export type PolledSide = 'frontend' | 'backend';

/**
 * Writes down the turns of a device's loop as a poller would have them: it waits until a socket is readable, works on what is
 * there, and waits again. Totals are exact; of the turns the newest KEPT are kept, and at high rates one of several.
 */
export class PollRecorder {
  private readonly slots = new Float64Array(KEPT * 5);
  private kept = 0;
  private turns = 0;
  private waited = 0;
  private worked = 0;
  private busy = 0;
  private idleSince: number;
  private wokeAt = 0;
  private waitedBefore = 0;
  private readonly taken = { frontend: 0, backend: 0 };
  private second = 0;
  private inSecond = 0;
  private oneOf = 1;

  /** @param now seconds since the run began */
  constructor(
    private readonly node: string,
    private readonly sockets: readonly PolledSide[],
    private readonly now: () => number,
  ) {
    this.idleSince = now();
  }

  /** A message was received from a socket: it was readable. */
  readable(side: PolledSide): void {
    if (this.busy++ === 0) {
      this.wokeAt = this.now();
      this.waitedBefore = this.wokeAt - this.idleSince;
    }
    this.taken[side]++;
    if (this.taken.frontend + this.taken.backend >= LONGEST_TURN) this.cut();
  }

  /** The message was handed over, and its socket is waited for again. */
  done(): void {
    if (--this.busy > 0) return;
    this.idleSince = this.now();
    this.note(this.idleSince);
  }

  status(): DevicePoll {
    const recent: PollTurn[] = [];
    const count = Math.min(this.kept, KEPT);
    for (let index = this.kept - count; index < this.kept; index++) recent.push(this.turnAt(index % KEPT));
    return {
      node: this.node,
      sockets: this.sockets,
      turns: this.turns,
      waited: this.waited,
      worked: this.worked,
      waitingSince: this.busy === 0 ? this.idleSince : undefined,
      current: this.busy === 0 ? undefined : this.current(),
      recent,
      oneOf: this.oneOf,
    };
  }

  private current(): PollTurn {
    const { wokeAt: t, waitedBefore: waited, taken } = this;
    return { t, ...taken, waited, worked: this.now() - t };
  }

  /** Ends the turn, though more is there. */
  private cut(): void {
    const now = this.now();
    this.note(now);
    this.wokeAt = now;
    this.waitedBefore = 0;
  }

  private note(end: number): void {
    const { taken, slots } = this;
    this.turns++;
    this.waited += this.waitedBefore;
    this.worked += end - this.wokeAt;
    this.pace(end);
    if (this.turns % this.oneOf === 0) {
      const at = (this.kept++ % KEPT) * 5;
      slots[at] = this.wokeAt;
      slots[at + 1] = taken.frontend;
      slots[at + 2] = taken.backend;
      slots[at + 3] = this.waitedBefore;
      slots[at + 4] = end - this.wokeAt;
    }
    taken.frontend = 0;
    taken.backend = 0;
  }

  /** Once a second: how many of the next second's turns are written down. */
  private pace(now: number): void {
    this.inSecond++;
    const second = Math.floor(now);
    if (second === this.second) return;
    this.oneOf = Math.max(1, Math.ceil(this.inSecond / (Math.max(1, second - this.second) * MOST_PER_SECOND)));
    this.second = second;
    this.inSecond = 0;
  }

  private turnAt(place: number): PollTurn {
    const { slots } = this;
    const at = place * 5;
    return {
      t: slots[at]!,
      frontend: slots[at + 1]!,
      backend: slots[at + 2]!,
      waited: slots[at + 3]!,
      worked: slots[at + 4]!,
    };
  }
}
