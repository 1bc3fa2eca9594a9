import type { RowsAnswer } from '../../shared/ipc';
import type { CaptureFilter } from '../../shared/traffic/capture';
import { RowColors } from '../capture/row-colors';
import { createView, type CaptureView } from '../capture/view';
import { filterWorld } from './filter-world';
import type { Run } from './run';

/** Rows answered at once. */
const MOST_ROWS = 1000;

/** What the window's list shows: the newest filter, looking through the capture of the run that is shown. */
export class ListView {
  /** Of the run that was shown when it was made. */
  view: CaptureView | undefined;
  /** The filter's, as the window numbers them. */
  number = 0;
  private filter: CaptureFilter = {};
  private colorQueries: readonly string[] = [];
  private rowColors: RowColors | undefined;

  /** @param run the run that is shown now */
  constructor(private readonly run: () => Run | undefined) {}

  /** Takes another filter in place of the one before. */
  apply(number: number, filter: CaptureFilter): void {
    this.number = number;
    this.filter = filter;
    this.renewView();
  }

  /** Another run is shown, or none: what was found of the one before is of no use. */
  renew(): void {
    this.rowColors = undefined;
    this.renewView();
  }

  /** The view of the run that is shown, with the number that the window calls its filter by. */
  of(run: Run): { readonly number: number; readonly view: CaptureView } {
    this.view ??= createView(run.ring, this.filter, filterWorld(run));
    return { number: this.number, view: this.view };
  }

  rows(number: number, from: number, count: number): RowsAnswer {
    const { view } = this;
    if (number !== this.number || !view) return { view: number, from, rows: [] };
    // Rows that have vanished are left out, so the first one given may come later than the first one asked for.
    const first = Math.max(from, view.firstIndex);
    const rows = view.rows(first, Math.min(from + count - first, MOST_ROWS));
    return { view: number, from: first, rows: this.colorsOf()?.colored(rows) ?? rows };
  }

  /** Filters of the colouring rules, for rows that are asked for from now on. */
  colors(queries: readonly string[]): void {
    this.colorQueries = queries;
    this.rowColors = undefined;
  }

  private renewView(): void {
    const run = this.run();
    this.view = run && createView(run.ring, this.filter, filterWorld(run));
  }

  private colorsOf(): RowColors | undefined {
    const run = this.run();
    if (run) this.rowColors ??= new RowColors(run.ring, filterWorld(run), this.colorQueries);
    return this.rowColors;
  }
}
