import type { RowsAnswer } from '../../shared/ipc';
import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import type { CaptureRing } from '../capture/ring';
import { RowColors } from '../capture/row-colors';
import { viewOf, type CaptureView } from '../capture/view';
import { filterWorld } from './filter-world';
import type { Run } from './run';
import { viewSource } from './view-source';

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
  private rowColors = new WeakMap<CaptureRing, RowColors>();

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
    this.rowColors = new WeakMap();
    this.renewView();
  }

  /** The view of the run that is shown, with the number that the window calls its filter by. */
  of(run: Run): { readonly number: number; readonly view: CaptureView } {
    this.view ??= this.viewOf(run);
    return { number: this.number, view: this.view };
  }

  /** Looks no further on the disk for the filter with this number; what was found stays. */
  halt(number: number): void {
    if (number === this.number) this.view?.close();
  }

  /** Rows of the view; later, where some of them have to be read from the disk. */
  rows(number: number, from: number, count: number): RowsAnswer | Promise<RowsAnswer> {
    const { view } = this;
    const run = this.run();
    if (number !== this.number || !view || !run) return { view: number, from, rows: [] };
    // Rows that have vanished are left out, so the first one given may come later than the first one asked for.
    const first = Math.max(from, view.firstIndex);
    const most = Math.min(from + count - first, MOST_ROWS);
    const rows = view.rows(first, most);
    const seqs = view.seqs(first, most);
    const answer = (all: readonly CaptureRow[]) => ({ view: number, from: first, rows: all });
    return rows.length === seqs.length ? answer(this.colored(run, run.ring, rows)) : this.read(run, seqs).then(answer);
  }

  /** Filters of the colouring rules, for rows that are asked for from now on. */
  colors(queries: readonly string[]): void {
    this.colorQueries = queries;
    this.rowColors = new WeakMap();
  }

  private async read(run: Run, seqs: readonly number[]): Promise<CaptureRow[]> {
    const rows: CaptureRow[] = [];
    for (const seq of seqs) {
      const ring = run.kept.inMemory(seq) ?? (await run.kept.ringOf(seq));
      const row = ring?.row(seq);
      rows.push(ring && row ? (this.colored(run, ring, [row])[0] ?? row) : goneRow(seq));
    }
    return rows;
  }

  private renewView(): void {
    this.view?.close();
    const run = this.run();
    this.view = run && this.viewOf(run);
  }

  private viewOf(run: Run): CaptureView {
    return viewOf(viewSource(run, this.run), this.filter);
  }

  private colored(run: Run, ring: CaptureRing, rows: readonly CaptureRow[]): readonly CaptureRow[] {
    if (this.colorQueries.length === 0) return rows;
    const colors = this.rowColors.get(ring) ?? new RowColors(ring, filterWorld(run), this.colorQueries);
    this.rowColors.set(ring, colors);
    return colors.colored(rows);
  }
}

/** The place of an item that is kept nowhere, though others before and behind it are. */
function goneRow(seq: number): CaptureRow {
  return {
    seq,
    t: 0,
    flow: -1,
    direction: 'forward',
    kind: 'message',
    frames: 0,
    size: 0,
    preview: '',
    truncated: false,
    sealed: false,
    gone: true,
  };
}
