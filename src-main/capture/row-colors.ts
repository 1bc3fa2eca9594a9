import { parseFilter } from '../../shared/filter/parse';
import type { CaptureRow } from '../../shared/traffic/capture';
import { CompiledFilter } from './filter/compile';
import type { FilterWorld } from './filter/world';
import type { CaptureRing } from './ring';

/** Says of rows which of several filters lets them through first: asked for the rows that are shown, not for all. */
export class RowColors {
  private readonly filters: readonly (CompiledFilter | undefined)[];

  /** @param queries one that cannot be read, or is empty, colours nothing */
  constructor(
    private readonly ring: CaptureRing,
    world: FilterWorld,
    queries: readonly string[],
  ) {
    this.filters = queries.map((query) => {
      const parsed = parseFilter(query);
      return parsed.ok && parsed.value ? new CompiledFilter(ring, world, parsed.value) : undefined;
    });
  }

  colored(rows: readonly CaptureRow[]): readonly CaptureRow[] {
    if (this.filters.length === 0) return rows;
    for (const filter of this.filters) filter?.refresh();
    return rows.map((row) => {
      // A ranked row may have left the ring, and what is in its place is another item.
      if (!this.ring.has(row.seq)) return row;
      const color = this.filters.findIndex((filter) => filter?.test(row.seq));
      return color < 0 ? row : { ...row, color };
    });
  }
}
