import type { CaptureRow } from '../../shared/traffic/capture';

/** Rows in a page: a few screens, fetched with one question. */
export const PAGE_ROWS = 64;
/** Pages kept: the least recently used give way. */
export const MOST_PAGES = 64;

/**
 * The rows of a view that were fetched, by their index, in pages of `PAGE_ROWS`. The last page grows while rows come in:
 * what it lacks is fetched again.
 */
export class PageCache {
  /** Rows by page, in the order of their use. A page may have holes: rows that vanished or are not there yet. */
  private readonly pages = new Map<number, (CaptureRow | undefined)[]>();

  row(index: number): CaptureRow | undefined {
    return this.pages.get(pageOf(index))?.[placeOf(index)];
  }

  /** The index of an item's row, where that is among those that are kept. */
  indexOf(seq: number): number | undefined {
    for (const [number, rows] of this.pages) {
      const at = rows.findIndex((row) => row?.seq === seq);
      if (at >= 0) return number * PAGE_ROWS + at;
    }
    return undefined;
  }

  /** Keeps rows of which the first has the index `from`. */
  put(from: number, rows: readonly CaptureRow[]): void {
    rows.forEach((row, at) => {
      const index = from + at;
      this.page(pageOf(index))[placeOf(index)] = row;
    });
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= MOST_PAGES) break;
      this.pages.delete(oldest);
    }
  }

  /**
   * What to fetch so that the rows `[from, to)` are there: whole pages from the first one lacking a row to the last one,
   * within `[first, end)`. Undefined where nothing lacks.
   */
  missing(
    from: number,
    to: number,
    first: number,
    end: number,
  ): { readonly from: number; readonly count: number } | undefined {
    const low = Math.max(from, first);
    const high = Math.min(to, end);
    let start: number | undefined;
    let stop = low;
    for (let index = low; index < high; index++) {
      if (this.row(index)) continue;
      start ??= index;
      stop = index + 1;
    }
    if (start === undefined) return undefined;
    const pageStart = Math.max(first, pageOf(start) * PAGE_ROWS);
    const pageEnd = Math.min(end, (pageOf(stop - 1) + 1) * PAGE_ROWS);
    return { from: pageStart, count: pageEnd - pageStart };
  }

  /** From the first to the last request of the rows `[from, to)` that waited for its reply when it was fetched. */
  waiting(from: number, to: number): { readonly from: number; readonly count: number } | undefined {
    let first: number | undefined;
    let last = from;
    for (let index = from; index < to; index++) {
      if (this.row(index)?.exchange !== 'waiting') continue;
      first ??= index;
      last = index;
    }
    return first === undefined ? undefined : { from: first, count: last + 1 - first };
  }

  clear(): void {
    this.pages.clear();
  }

  private page(number: number): (CaptureRow | undefined)[] {
    const page = this.pages.get(number) ?? [];
    this.pages.delete(number);
    this.pages.set(number, page);
    return page;
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}

/** Rows in front of the first one of a view are numbered below 0. */
function placeOf(index: number): number {
  return index - pageOf(index) * PAGE_ROWS;
}
