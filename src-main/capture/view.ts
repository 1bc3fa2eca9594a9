import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import type { CaptureRing } from './ring';

/**
 * The items of a ring that a filter lets through, as numbered rows. A row keeps its index for the life of the view:
 * rows that leave the ring vanish from the front, and `firstIndex` moves up.
 */
export interface CaptureView {
  /** Index of the first row that is still there. */
  readonly firstIndex: number;
  /** How many rows there are: indices `firstIndex` to `firstIndex + count - 1`. */
  readonly count: number;
  /** Looks at items not yet judged, for at most about `budgetMs`. True when none is left. */
  advance(budgetMs: number): boolean;
  /** Rows from index `from`, at most `count`; those that have vanished are skipped. */
  rows(from: number, count: number): CaptureRow[];
}

export function createView(_ring: CaptureRing, _filter: CaptureFilter): CaptureView {
  throw new Error('the view is not written yet');
}
