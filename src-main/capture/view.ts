import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import type { FilterWorld } from './filter/world';
import { FilteredView } from './filtered-view';
import { RankedView } from './ranked-view';
import type { CaptureRing } from './ring';
import type { StoredItems } from './stored/stored-items';

/**
 * The items of a capture that a filter lets through, as numbered rows. A row keeps its index for the life of the view:
 * rows that leave the capture vanish from the front and `firstIndex` moves up; new ones are added at the end, and those that
 * are found on the disk in front. When the ring is reset, the view starts anew at index 0.
 */
export interface CaptureView {
  /** Index of the first row that is still there. */
  readonly firstIndex: number;
  /** How many rows there are: indices `firstIndex` to `firstIndex + count - 1`. */
  readonly count: number;
  /** How much of what is on the disk was looked through, from 0 to 1; 1 where nothing is there. */
  readonly searched: number;
  /** Items that came faster than they could be looked at, and are on the disk by now: the next filter will look at them. */
  readonly skipped: number;
  /** Looks at items in memory not yet judged, the oldest first, for about `budgetMs`. True when none is left, nor on the disk. */
  advance(budgetMs: number): boolean;
  /** Rows from index `from`, at most `count`; those that have vanished, are not there yet or are not in memory are left out. */
  rows(from: number, count: number): CaptureRow[];
  /** Seqs of rows from index `from` on, at most `count`, wherever they are; 0 for a row whose item was lost on its way to the disk. */
  seqs(from: number, count: number): readonly number[];
  /** Looks no further on the disk. What was found stays, and what is in memory is still looked at. */
  close(): void;
}

/** What a view is of. */
export interface ViewSource {
  /** What is in memory; of a recording another part of it at another time. */
  readonly ring: () => CaptureRing;
  readonly world: FilterWorld;
  /** What is on the disk. */
  readonly stored?: StoredItems | undefined;
  /** True where `stored` has all that there is, and what is in memory is a part of it: a recording. */
  readonly recorded?: boolean;
  /** Waits after so many milliseconds of searching on the disk. */
  readonly pause?: ((worked: number) => Promise<unknown>) | undefined;
}

/** A view of what is in a ring only. */
export function createView(ring: CaptureRing, filter: CaptureFilter, world: FilterWorld): CaptureView {
  return viewOf({ ring: () => ring, world }, filter);
}

/**
 * A view of a capture through a filter. Without any condition it costs nothing; else about 8 bytes for each row in memory, and
 * a bit for each item on the disk.
 */
export function viewOf(source: ViewSource, filter: CaptureFilter): CaptureView {
  const { flows, kinds, direction, query = '' } = filter;
  if (filter.rank !== undefined) return new RankedView(source, filter);
  const unfiltered = flows === undefined && kinds === undefined && direction === undefined && query.trim() === '';
  return unfiltered ? new WholeView(source) : new FilteredView(source, filter);
}

/** A row's index is the item's seq less one. */
class WholeView implements CaptureView {
  readonly searched = 1;
  readonly skipped = 0;

  constructor(private readonly source: ViewSource) {}

  get firstIndex(): number {
    return this.firstSeq - 1;
  }

  get count(): number {
    return this.endSeq - this.firstSeq;
  }

  advance(): boolean {
    return true;
  }

  rows(from: number, count: number): CaptureRow[] {
    const ring = this.source.ring();
    return this.seqs(from, count).flatMap((seq) => ring.row(seq) ?? []);
  }

  seqs(from: number, count: number): number[] {
    const first = Math.max(from + 1, this.firstSeq);
    const end = Math.min(from + 1 + count, this.endSeq);
    return Array.from({ length: Math.max(0, end - first) }, (_, place) => first + place);
  }

  close(): void {}

  private get firstSeq(): number {
    const { ring, stored } = this.source;
    return stored && stored.count > 0 ? Math.min(stored.firstSeq, ring().firstSeq) : ring().firstSeq;
  }

  private get endSeq(): number {
    const { ring, stored, recorded } = this.source;
    return recorded === true && stored ? stored.endSeq : ring().nextSeq;
  }
}
