import type { CapturedItem, CaptureFilter } from '../../shared/traffic/capture';
import { clipRanges, rangesCount, type Ranges } from '../../shared/ranges';
import type { FilterWorld } from './filter/world';
import type { CaptureRing } from './ring';
import { createView, type CaptureView } from './view';

/** Items of a capture that are taken out one after the other while the capture goes on. */
export interface ItemSource {
  readonly ring: CaptureRing;
  /** How far it has come, from 0 to 1. */
  readonly progress: number;
  /** Items that belonged to it and left the capture before their turn. */
  readonly lost: number;
  /** The next one; `later` where it is still searching, `end` after the last. Takes a few milliseconds at the most. */
  next(): CapturedItem | 'later' | 'end';
}

/** Time for searching in one go, in milliseconds. */
const SEARCH_MS = 4;
/** Rows asked for at once. */
const ROWS = 32;

/** What a filter lets through of everything that was captured until now. It is searched to its end before the first is given. */
export class FilteredItems implements ItemSource {
  lost = 0;
  private readonly view: CaptureView;
  /** Seq behind the newest item when it was made. */
  private readonly end: number;
  private readonly epoch: number;
  private first: number;
  /** Index behind the last row; `undefined` while it is searched for. */
  private limit: number | undefined;
  private index: number;
  private waiting: number[] = [];

  constructor(
    readonly ring: CaptureRing,
    { rank: _order, ...filter }: CaptureFilter,
    world: FilterWorld,
  ) {
    this.view = createView(ring, filter, world);
    this.end = ring.nextSeq;
    this.epoch = ring.epoch;
    this.first = this.view.firstIndex;
    this.index = this.first;
  }

  get progress(): number {
    if (this.limit === undefined) return 0;
    return this.limit <= this.first ? 1 : (this.index - this.first) / (this.limit - this.first);
  }

  next(): CapturedItem | 'later' | 'end' {
    const { ring } = this;
    // Emptied by hand meanwhile: what was not given yet is gone.
    if (ring.epoch !== this.epoch) return 'end';
    if (this.limit === undefined && !this.search()) return 'later';
    for (;;) {
      const seq = this.waiting.shift();
      if (seq === undefined) {
        if (!this.fetch(this.limit ?? 0)) return 'end';
        continue;
      }
      const item = ring.item(seq);
      if (item) return item;
      this.lost++;
    }
  }

  private search(): boolean {
    const { view } = this;
    const done = view.advance(SEARCH_MS);
    const newest = view.rows(view.firstIndex + view.count - 1, 1)[0];
    // While more comes than can be searched, what came later is not waited for.
    if (!done && !(newest && newest.seq >= this.end)) return false;
    this.limit = view.firstIndex + view.count;
    return true;
  }

  /** Gets the next rows; false behind the last. */
  private fetch(limit: number): boolean {
    const first = Math.min(this.view.firstIndex, limit);
    this.lost += Math.max(0, first - this.index);
    this.index = Math.max(this.index, first);
    if (this.index >= limit) return false;
    const rows = this.view.rows(this.index, Math.min(ROWS, limit - this.index));
    this.index += rows.length;
    this.waiting = rows.map(({ seq }) => seq);
    return rows.length > 0;
  }
}

/** Items that were chosen one by one, in the order of the capture. */
export class ChosenItems implements ItemSource {
  private readonly seqs: readonly number[];
  private at = 0;

  constructor(
    readonly ring: CaptureRing,
    seqs: readonly number[],
    /** With those that had left before it was made. */
    public lost = 0,
  ) {
    this.seqs = [...new Set(seqs)].sort((one, other) => one - other);
  }

  get progress(): number {
    return this.seqs.length === 0 ? 1 : this.at / this.seqs.length;
  }

  next(): CapturedItem | 'end' {
    for (;;) {
      const seq = this.seqs[this.at];
      if (seq === undefined) return 'end';
      this.at++;
      const item = this.ring.item(seq);
      if (item) return item;
      this.lost++;
    }
  }
}

/** Rows of a view that were chosen by their index, of any number: they are read some at a time. */
export class ChosenRows implements ItemSource {
  lost = 0;
  private readonly epoch: number;
  private readonly count: number;
  private left: Ranges;
  private given = 0;
  private waiting: number[] = [];

  constructor(
    readonly ring: CaptureRing,
    private readonly view: CaptureView,
    ranges: Ranges,
  ) {
    this.epoch = ring.epoch;
    this.count = rangesCount(ranges);
    this.left = ranges;
  }

  get progress(): number {
    return this.count === 0 ? 1 : (this.given + this.lost) / this.count;
  }

  next(): CapturedItem | 'end' {
    for (;;) {
      // Emptied by hand meanwhile: rows are numbered anew, and what was not given yet is gone.
      if (this.ring.epoch !== this.epoch) {
        this.lost = this.count - this.given;
        return 'end';
      }
      const seq = this.waiting.shift();
      if (seq === undefined) {
        if (!this.fetch()) return 'end';
        continue;
      }
      const item = this.ring.item(seq);
      if (!item) this.lost++;
      else {
        this.given++;
        return item;
      }
    }
  }

  /** Gets the next rows; false behind the last. */
  private fetch(): boolean {
    const { view } = this;
    const there = clipRanges(this.left, view.firstIndex, view.firstIndex + view.count);
    this.lost += rangesCount(this.left) - rangesCount(there);
    const [first] = there;
    if (!first) {
      this.left = there;
      return false;
    }
    const rows = view.rows(first[0], Math.min(ROWS, first[1] - first[0]));
    this.waiting = rows.map(({ seq }) => seq);
    // An index that gives no row would be asked for for ever.
    const next = first[0] + Math.max(1, rows.length);
    this.left = clipRanges(there, next, Infinity);
    return true;
  }
}
