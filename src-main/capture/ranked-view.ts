import { MOST_RANKED, type CaptureFilter, type CaptureRow } from '../../shared/traffic/capture';
import { sizeOf } from './filter/item-frames';
import { Judge } from './judge';
import { FrameCursor } from './record';
import type { CaptureRing } from './ring';
import { StoredSearch } from './stored/stored-search';
import type { CaptureView, ViewSource } from './view';

interface Ranked {
  readonly seq: number;
  readonly value: number;
  /** Of an item on the disk; one in memory is read when all are known. */
  readonly row: CaptureRow | undefined;
}

/**
 * The largest, or slowest, of what a filter lets through of everything that was captured when the view was made: at most
 * MOST_RANKED rows, the first one first. They stay as they were found, also when they leave the capture; what comes later is
 * not looked at.
 */
export class RankedView implements CaptureView {
  readonly firstIndex = 0;
  readonly skipped = 0;
  private readonly judge: Judge;
  private readonly end: number;
  private readonly epoch: number;
  private next: number;
  private ended = false;
  private search: StoredSearch | undefined;
  /** Twice as many as are wanted at the most: then those beyond are dropped. */
  private best: Ranked[] = [];
  /** Nothing below that can be among the best any more. */
  private least = Number.NEGATIVE_INFINITY;
  private ranked: readonly CaptureRow[] | undefined;
  /** Seq of the first item that was judged in memory. */
  private readonly begin: number;
  private valueOf: { readonly ring: CaptureRing; readonly of: (seq: number) => number };

  constructor(
    private readonly source: ViewSource,
    private readonly filter: CaptureFilter,
  ) {
    const ring = source.ring();
    this.judge = new Judge(ring, filter, source.world);
    this.valueOf = { ring, of: valueIn(ring, filter) };
    this.end = ring.nextSeq;
    this.epoch = ring.epoch;
    // A recording is searched section by section, whatever of it is in memory.
    this.next = source.recorded === true ? this.end : ring.firstSeq;
    this.begin = this.next;
  }

  get count(): number {
    return this.isEmptied ? 0 : (this.ranked?.length ?? 0);
  }

  get searched(): number {
    const { stored } = this.source;
    return this.search?.progress ?? (stored && stored.count > 0 ? 0 : 1);
  }

  advance(budgetMs: number): boolean {
    if (this.isEmptied || this.ranked) return true;
    if (!this.advanceMemory(budgetMs)) return false;
    const { stored } = this.source;
    if (stored && !this.ended) this.search ??= this.startSearch(stored);
    if (this.search && !this.search.done && !this.ended) return false;
    this.cut();
    const ring = this.source.ring();
    this.ranked = this.best.flatMap(({ seq, row }) => row ?? ring.row(seq) ?? []);
    this.best = [];
    return true;
  }

  rows(from: number, count: number): CaptureRow[] {
    return this.count === 0 ? [] : (this.ranked?.slice(Math.max(0, from), Math.max(0, from + count)) ?? []);
  }

  seqs(from: number, count: number): number[] {
    return this.rows(from, count).map(({ seq }) => seq);
  }

  close(): void {
    this.ended = true;
    this.search?.close();
  }

  private get isEmptied(): boolean {
    return this.source.recorded !== true && this.source.ring().epoch !== this.epoch;
  }

  private advanceMemory(budgetMs: number): boolean {
    if (this.next >= this.end) return true;
    const ring = this.source.ring();
    const from = Math.max(this.next, ring.firstSeq);
    const { next, waits } = this.judge.judge(from, this.end, budgetMs, (seq) => this.consider(ring, seq, false));
    this.next = waits ? next : Math.max(next, from);
    return this.next >= this.end;
  }

  private startSearch(stored: NonNullable<ViewSource['stored']>): StoredSearch {
    const { world, ring, recorded, pause } = this.source;
    const begin = recorded === true ? ring().firstSeq : this.begin;
    // The search may take longer than what was found in memory stays there.
    this.cut();
    this.best = this.best.map((found) => ({ ...found, row: ring().row(found.seq) }));
    return new StoredSearch({
      stored,
      filter: this.filter,
      world,
      memory: ring,
      below: begin,
      above: recorded === true ? begin : undefined,
      take: (at, seq) => this.consider(at, seq, true),
      searched: () => undefined,
      pause,
    });
  }

  private consider(ring: CaptureRing, seq: number, onDisk: boolean): void {
    if (this.valueOf.ring !== ring) this.valueOf = { ring, of: valueIn(ring, this.filter) };
    const value = this.valueOf.of(seq);
    if (Number.isNaN(value) || value < this.least) return;
    this.best.push({ seq, value, row: onDisk ? ring.row(seq) : undefined });
    if (this.best.length >= MOST_RANKED * 2) this.cut();
  }

  /** Equal ones stay in the order in which they came. */
  private cut(): void {
    this.best.sort((one, other) => other.value - one.value || one.seq - other.seq);
    this.best.length = Math.min(this.best.length, MOST_RANKED);
    if (this.best.length === MOST_RANKED) this.least = this.best.at(-1)?.value ?? this.least;
  }
}

function valueIn(ring: CaptureRing, filter: CaptureFilter): (seq: number) => number {
  if (filter.rank === 'latency') return (seq) => ring.pairs.latencyOf(seq);
  const cursor = new FrameCursor(ring.bytes);
  return (seq) => sizeOf(ring, cursor, seq);
}
