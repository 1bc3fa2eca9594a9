import type { LadderStep } from '../../shared/wire/ladder';

/** Steps kept of the beginning of a connection, which is where its handshake is. */
export const FIRST_STEPS = 64;
/** Of those that come later the newest are kept: never fewer than this once there were as many. */
export const LATER_STEPS = 384;
/** So many are let go at once, so that each costs next to nothing. */
const LET_GO = 128;

/** A step as it is stored; its capture is known by the epoch in which its seq was given. */
export interface StoredStep extends LadderStep {
  readonly epoch: number;
}

/** The steps of one ladder, bounded: the first ones and the newest ones; those in between are passed over and counted. */
export class StepStore {
  private readonly first: StoredStep[] = [];
  private later: StoredStep[] = [];
  private total = 0;

  /** Steps so far; the next one has this number. */
  get count(): number {
    return this.total;
  }

  /** Steps below this number are kept, and again those from `keptFrom` on. */
  get keptFirst(): number {
    return this.first.length;
  }

  get keptFrom(): number {
    return this.total - this.later.length;
  }

  add(step: StoredStep): void {
    this.total++;
    if (this.first.length < FIRST_STEPS) {
      this.first.push(step);
      return;
    }
    this.later.push(step);
    if (this.later.length >= LATER_STEPS + LET_GO) this.later = this.later.slice(LET_GO);
  }

  /** Kept steps from number `from` on, `count` at the most. */
  from(from: number, count: number): StoredStep[] {
    const first = this.first.slice(from, from + count);
    const at = Math.max(0, from - this.keptFrom);
    return first.concat(this.later.slice(at, at + Math.max(0, count - first.length)));
  }

  /** The first step of which `test` is true. */
  find(test: (step: StoredStep) => boolean): StoredStep | undefined {
    return this.first.find(test) ?? this.later.find(test);
  }
}
