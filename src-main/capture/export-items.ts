import type { CapturedItem, CaptureFilter } from '../../shared/traffic/capture';
import { clipRanges, rangesCount, type Ranges } from '../../shared/ranges';
import type { CaptureRing } from './ring';
import { ItemTaker } from './stored/item-taker';
import type { KeptReader } from './stored/kept-reader';
import { viewOf, type CaptureView, type ViewSource } from './view';

/** Items of a capture that are taken out one after the other while the capture goes on. */
export interface ItemSource {
  /** What held the item that was given last. */
  readonly ring: CaptureRing;
  /** How far it has come, from 0 to 1. */
  readonly progress: number;
  /** Items that belonged to it and left the capture before their turn. */
  readonly lost: number;
  /**
   * The next one; `later` where it is still searching, or reads from the disk; `end` after the last. Takes a few milliseconds
   * at the most.
   */
  next(): CapturedItem | 'later' | 'end';
  /** No more will be asked for. */
  close(): void;
}

/** Time for searching in one go, in milliseconds. */
const SEARCH_MS = 4;
/** Rows asked for at once. */
const ROWS = 32;

/** How much of an export searching takes, where much is on the disk. */
const SEARCH_SHARE = 0.5;

/** What a filter lets through of everything that was captured until now. It is searched to its end before the first is given. */
export class FilteredItems implements ItemSource {
  lost = 0;
  private readonly view: CaptureView;
  private readonly taker: ItemTaker;
  /** Seq behind the newest item when it was made. */
  private readonly end: number;
  private readonly epoch: number;
  private readonly searchShare: number;
  private first: number;
  /** Index behind the last row; `undefined` while it is searched for. */
  private limit: number | undefined;
  private index: number;
  private waiting: number[] = [];

  constructor(
    source: ViewSource,
    private readonly kept: KeptReader,
    { rank: _order, ...filter }: CaptureFilter,
  ) {
    this.view = viewOf(source, filter);
    this.taker = new ItemTaker(kept);
    this.end = kept.endSeq;
    this.epoch = kept.ring.epoch;
    this.first = this.view.firstIndex;
    this.index = this.first;
    this.searchShare = this.view.searched < 1 ? SEARCH_SHARE : 0;
  }

  get ring(): CaptureRing {
    return this.taker.ring;
  }

  get progress(): number {
    const { limit, first, index, searchShare } = this;
    if (limit === undefined) return this.view.searched * searchShare;
    return limit <= first ? 1 : searchShare + (1 - searchShare) * ((index - first) / (limit - first));
  }

  next(): CapturedItem | 'later' | 'end' {
    // Emptied by hand meanwhile: what was not given yet is gone.
    if (this.kept.ring.epoch !== this.epoch) return 'end';
    if (this.limit === undefined && !this.search()) return 'later';
    for (;;) {
      const [seq] = this.waiting;
      if (seq === undefined) {
        if (!this.fetch(this.limit ?? 0)) return 'end';
        continue;
      }
      const item = this.taker.take(seq);
      if (item === 'later') return item;
      this.waiting.shift();
      if (item) return item;
      this.lost++;
    }
  }

  close(): void {
    this.view.close();
  }

  private search(): boolean {
    const { view } = this;
    const done = view.advance(SEARCH_MS);
    const [newest = 0] = view.seqs(view.firstIndex + view.count - 1, 1);
    // While more comes than can be searched, what came later is not waited for.
    if (!done && !(newest >= this.end && view.searched === 1)) return false;
    this.limit = view.firstIndex + view.count;
    // What was found on the disk came in front.
    this.first = this.index = Math.min(this.first, view.firstIndex);
    return true;
  }

  /** Gets the next rows; false behind the last. */
  private fetch(limit: number): boolean {
    const first = Math.min(this.view.firstIndex, limit);
    this.lost += Math.max(0, first - this.index);
    this.index = Math.max(this.index, first);
    if (this.index >= limit) return false;
    this.waiting = [...this.view.seqs(this.index, Math.min(ROWS, limit - this.index))];
    this.index += this.waiting.length;
    return this.waiting.length > 0;
  }
}

/** Items that were chosen one by one, in the order of the capture. */
export class ChosenItems implements ItemSource {
  private readonly seqs: readonly number[];
  private readonly taker: ItemTaker;
  private at = 0;

  constructor(
    kept: KeptReader,
    seqs: readonly number[],
    /** With those that had left before it was made. */
    public lost = 0,
  ) {
    this.seqs = [...new Set(seqs)].sort((one, other) => one - other);
    this.taker = new ItemTaker(kept);
  }

  get ring(): CaptureRing {
    return this.taker.ring;
  }

  get progress(): number {
    return this.seqs.length === 0 ? 1 : this.at / this.seqs.length;
  }

  next(): CapturedItem | 'later' | 'end' {
    for (;;) {
      const seq = this.seqs[this.at];
      if (seq === undefined) return 'end';
      const item = this.taker.take(seq);
      if (item === 'later') return item;
      this.at++;
      if (item) return item;
      this.lost++;
    }
  }

  close(): void {}
}

/** Rows of a view that were chosen by their index, of any number: they are read some at a time. */
export class ChosenRows implements ItemSource {
  lost = 0;
  private readonly taker: ItemTaker;
  private readonly epoch: number;
  private readonly count: number;
  private left: Ranges;
  private given = 0;
  private waiting: number[] = [];

  constructor(
    private readonly kept: KeptReader,
    private readonly view: CaptureView,
    ranges: Ranges,
  ) {
    this.taker = new ItemTaker(kept);
    this.epoch = kept.ring.epoch;
    this.count = rangesCount(ranges);
    this.left = ranges;
  }

  get ring(): CaptureRing {
    return this.taker.ring;
  }

  get progress(): number {
    return this.count === 0 ? 1 : (this.given + this.lost) / this.count;
  }

  next(): CapturedItem | 'later' | 'end' {
    for (;;) {
      // Emptied by hand meanwhile: rows are numbered anew, and what was not given yet is gone.
      if (this.kept.ring.epoch !== this.epoch) {
        this.lost = this.count - this.given;
        return 'end';
      }
      const [seq] = this.waiting;
      if (seq === undefined) {
        if (!this.fetch()) return 'end';
        continue;
      }
      const item = this.taker.take(seq);
      if (item === 'later') return item;
      this.waiting.shift();
      if (item) {
        this.given++;
        return item;
      }
      this.lost++;
    }
  }

  close(): void {}

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
    this.waiting = [...view.seqs(first[0], Math.min(ROWS, first[1] - first[0]))];
    // An index that gives no row would be asked for for ever.
    const next = first[0] + Math.max(1, this.waiting.length);
    this.left = clipRanges(there, next, Infinity);
    return true;
  }
}
