import { parseFilter } from '../../shared/filter/parse';
import type { CaptureFilter } from '../../shared/traffic/capture';
import { BACKWARD, FORWARD, ITEM_KINDS } from '../../shared/traffic/flow';
import { CompiledFilter } from './filter/compile';
import type { FilterWorld } from './filter/world';
import { META_BACKWARD } from './item-writer';
import type { CaptureRing } from './ring';
import { kindOf } from './row-reader';

/** So many items are judged between two looks at the clock, or so many bytes searched. */
const ITEMS_PER_LOOK = 512;
const BYTES_PER_LOOK = 256 * 1024;

/** Says of items of a ring whether a filter lets them through, some at a time. */
export class Judge {
  private readonly flows: ReadonlySet<number> | undefined;
  private readonly kinds: readonly boolean[];
  private readonly direction: number | undefined;
  /** Undefined where there is no condition; nothing passes one that could not be read. */
  private readonly query: CompiledFilter | undefined;
  private readonly unreadable: boolean;

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
  }

  /**
   * Judges items from `from` up to `end`, for about `budgetMs`, and gives those that pass to `take`, in their order.
   * @param settled nothing more will be known of them: they are on the disk
   * @returns the first one not judged, and whether that one has to wait: a request whose reply may still come
   */
  judge(
    from: number,
    end: number,
    budgetMs: number,
    take: (seq: number) => void,
    settled = false,
  ): { next: number; waits: boolean } {
    const { query } = this;
    query?.refresh();
    const until = performance.now() + budgetMs;
    let seq = from;
    while (seq < end) {
      const stop = Math.min(seq + ITEMS_PER_LOOK, end);
      if (query) query.searched = 0;
      while (seq < stop && (query === undefined || query.searched < BYTES_PER_LOOK)) {
        // Rows come in their order: what follows waits as well.
        if (!settled && query?.isOpen(seq)) return { next: seq, waits: true };
        if (this.letsThrough(seq)) take(seq);
        seq++;
      }
      if (performance.now() >= until) break;
    }
    return { next: seq, waits: false };
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
