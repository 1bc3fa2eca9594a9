import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import type { FilterWorld } from './filter/world';
import { Judge } from './judge';
import { RankedView } from './ranked-view';
import type { CaptureRing } from './ring';
import { SeqQueue } from './seq-queue';

/**
 * The items of a ring that a filter lets through, as numbered rows. A row keeps its index for the life of the view:
 * rows that leave the ring vanish from the front and `firstIndex` moves up; new ones are added at the end. When the
 * ring is reset, the view starts anew at index 0.
 */
export interface CaptureView {
  /** Index of the first row that is still there. */
  readonly firstIndex: number;
  /** How many rows there are: indices `firstIndex` to `firstIndex + count - 1`. */
  readonly count: number;
  /** Looks at items not yet judged, the oldest first, for about `budgetMs`. True when none is left. */
  advance(budgetMs: number): boolean;
  /** Rows from index `from`, at most `count`; those that have vanished or are not there yet are left out. */
  rows(from: number, count: number): CaptureRow[];
}

/** A view of a ring through a filter. Without any condition it costs nothing; else about 8 bytes for each row. */
export function createView(ring: CaptureRing, filter: CaptureFilter, world: FilterWorld): CaptureView {
  const { flows, kinds, direction, query = '' } = filter;
  if (filter.rank !== undefined) return new RankedView(ring, filter, world);
  const unfiltered = flows === undefined && kinds === undefined && direction === undefined && query.trim() === '';
  return unfiltered ? new WholeView(ring) : new FilteredView(ring, filter, world);
}

class WholeView implements CaptureView {
  constructor(private readonly ring: CaptureRing) {}

  get firstIndex(): number {
    return this.ring.firstSeq - 1;
  }

  get count(): number {
    return this.ring.nextSeq - this.ring.firstSeq;
  }

  advance(): boolean {
    return true;
  }

  rows(from: number, count: number): CaptureRow[] {
    const { ring } = this;
    const rows: CaptureRow[] = [];
    const end = Math.min(from + 1 + count, ring.nextSeq);
    for (let seq = Math.max(from + 1, ring.firstSeq); seq < end; seq++) {
      const row = ring.row(seq);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }
}

class FilteredView implements CaptureView {
  private readonly judge: Judge;
  private readonly found = new SeqQueue();
  private epoch: number;
  private judged = 0;

  constructor(
    private readonly ring: CaptureRing,
    filter: CaptureFilter,
    world: FilterWorld,
  ) {
    this.judge = new Judge(ring, filter, world);
    this.epoch = ring.epoch;
  }

  get firstIndex(): number {
    this.settle();
    return this.found.firstIndex;
  }

  get count(): number {
    this.settle();
    return this.found.length;
  }

  advance(budgetMs: number): boolean {
    this.settle();
    const { ring, found } = this;
    const from = Math.max(this.judged + 1, ring.firstSeq);
    const { next, waits } = this.judge.judge(from, ring.nextSeq, budgetMs, (seq) => found.push(seq));
    this.judged = next - 1;
    return waits || next === ring.nextSeq;
  }

  rows(from: number, count: number): CaptureRow[] {
    this.settle();
    const { ring, found } = this;
    const rows: CaptureRow[] = [];
    const end = Math.min(from + count, found.firstIndex + found.length);
    for (let index = Math.max(from, found.firstIndex); index < end; index++) {
      const row = ring.row(found.at(index) ?? 0);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  /** Takes in what has happened to the ring since. */
  private settle(): void {
    if (this.epoch !== this.ring.epoch) {
      this.epoch = this.ring.epoch;
      this.found.clear();
      this.judged = 0;
    }
    this.found.dropBelow(this.ring.firstSeq);
  }
}
