import { MOST_RANKED, type CaptureFilter, type CaptureRow } from '../../shared/traffic/capture';
import type { FilterWorld } from './filter/world';
import { sizeOf } from './filter/item-frames';
import { Judge } from './judge';
import { FrameCursor } from './record';
import type { CaptureRing } from './ring';

interface Ranked {
  readonly seq: number;
  readonly value: number;
}

/**
 * The largest, or slowest, of what a filter lets through of everything that was captured when the view was made: at most
 * MOST_RANKED rows, the first one first. They stay as they were found, also when they leave the ring; what comes later is
 * not looked at.
 */
export class RankedView {
  readonly firstIndex = 0;
  private readonly judge: Judge;
  private readonly valueOf: (seq: number) => number;
  private readonly end: number;
  private readonly epoch: number;
  private next: number;
  /** Twice as many as are wanted at the most: then those beyond are dropped. */
  private best: Ranked[] = [];
  /** Nothing below that can be among the best any more. */
  private least = Number.NEGATIVE_INFINITY;
  private ranked: readonly CaptureRow[] = [];

  constructor(
    private readonly ring: CaptureRing,
    filter: CaptureFilter,
    world: FilterWorld,
  ) {
    this.judge = new Judge(ring, filter, world);
    const cursor = new FrameCursor(ring.bytes);
    this.valueOf = filter.rank === 'latency' ? (seq) => ring.pairs.latencyOf(seq) : (seq) => sizeOf(ring, cursor, seq);
    this.end = ring.nextSeq;
    this.epoch = ring.epoch;
    this.next = ring.firstSeq;
  }

  get count(): number {
    return this.ring.epoch === this.epoch ? this.ranked.length : 0;
  }

  advance(budgetMs: number): boolean {
    const { ring } = this;
    if (ring.epoch !== this.epoch || this.next >= this.end) return true;
    const from = Math.max(this.next, ring.firstSeq);
    const { next, waits } = this.judge.judge(from, this.end, budgetMs, (seq) => this.consider(seq));
    this.next = waits ? next : Math.max(next, from);
    if (this.next < this.end) return false;
    this.cut();
    this.ranked = this.best.flatMap(({ seq }) => ring.row(seq) ?? []);
    this.best = [];
    return true;
  }

  rows(from: number, count: number): CaptureRow[] {
    return this.count === 0 ? [] : this.ranked.slice(Math.max(0, from), Math.max(0, from + count));
  }

  private consider(seq: number): void {
    const value = this.valueOf(seq);
    if (Number.isNaN(value) || value < this.least) return;
    this.best.push({ seq, value });
    if (this.best.length >= MOST_RANKED * 2) this.cut();
  }

  /** Equal ones stay in the order in which they came. */
  private cut(): void {
    this.best.sort((one, other) => other.value - one.value || one.seq - other.seq);
    this.best.length = Math.min(this.best.length, MOST_RANKED);
    if (this.best.length === MOST_RANKED) this.least = this.best.at(-1)?.value ?? this.least;
  }
}
