import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import { BACKWARD, FORWARD, ITEM_KINDS } from '../../shared/traffic/flow';
import { parseFilter } from '../../shared/filter/parse';
import { CompiledFilter } from './filter/compile';
import type { FilterWorld } from './filter/world';
import { META_BACKWARD } from './item-writer';
import type { CaptureRing } from './ring';
import { kindOf } from './row-reader';
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

/** So many items are judged between two looks at the clock, or so many bytes searched. */
const ITEMS_PER_LOOK = 512;
const BYTES_PER_LOOK = 256 * 1024;

class FilteredView implements CaptureView {
  private readonly flows: ReadonlySet<number> | undefined;
  private readonly kinds: readonly boolean[];
  private readonly direction: number | undefined;
  /** Undefined where there is no condition; nothing passes one that could not be read. */
  private readonly query: CompiledFilter | undefined;
  private readonly unreadable: boolean;
  private readonly found = new SeqQueue();
  private epoch: number;
  private judged = 0;

  constructor(
    private readonly ring: CaptureRing,
    filter: CaptureFilter,
    world: FilterWorld,
  ) {
    const { flows, kinds, direction, query = '' } = filter;
    const parsed = parseFilter(query);
    this.flows = flows === undefined ? undefined : new Set(flows);
    this.kinds = ITEM_KINDS.map((kind) => kinds === undefined || kinds.includes(kind));
    this.direction = direction === undefined ? undefined : direction === 'forward' ? FORWARD : BACKWARD;
    this.query = parsed.ok && parsed.value ? new CompiledFilter(ring, world, parsed.value) : undefined;
    this.unreadable = !parsed.ok;
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
    const { ring, found, query } = this;
    query?.refresh();
    const until = performance.now() + budgetMs;
    let seq = Math.max(this.judged + 1, ring.firstSeq);
    while (seq < ring.nextSeq) {
      const end = Math.min(seq + ITEMS_PER_LOOK, ring.nextSeq);
      if (query) query.searched = 0;
      while (seq < end && (query === undefined || query.searched < BYTES_PER_LOOK)) {
        // Rows come in their order: what follows waits as well.
        if (query?.isOpen(seq)) {
          this.judged = seq - 1;
          return true;
        }
        if (this.letsThrough(seq)) found.push(seq);
        seq++;
      }
      this.judged = seq - 1;
      if (performance.now() >= until) break;
    }
    return seq === ring.nextSeq;
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

  private letsThrough(seq: number): boolean {
    const { ring } = this;
    const meta = ring.metaOf(seq);
    if (!this.kinds[kindOf(meta)]) return false;
    if (this.direction !== undefined && (meta & META_BACKWARD) !== this.direction) return false;
    if (this.flows !== undefined && !this.flows.has(ring.flowOf(seq))) return false;
    return this.query === undefined ? !this.unreadable : this.query.test(seq);
  }
}
