import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import type { HEADER } from '../../shared/traffic/batch';
import type { RowsAnswer } from '../../shared/ipc';
import { request } from '../bridge';
import { feed } from '../traffic/feed';
import { PageCache } from './page-cache';
import { NO_ROWS, type RowsState } from './rows-state';

type Counts = Omit<RowsState, 'view' | 'revision' | 'halted'>;

/** The capture as the window reaches it. */
export interface Capture {
  /** Makes the view that the counts and rows with this number are of. */
  readonly filter: (view: number, filter: CaptureFilter) => Promise<void>;
  /** Looks no further on the disk for a view's rows. */
  readonly halt: (view: number) => Promise<void>;
  readonly rows: (view: number, from: number, count: number) => Promise<RowsAnswer>;
  /** A number of the newest batch's header. */
  readonly header: (name: keyof typeof HEADER) => number;
  /** Calls `listener` for each batch until the returned function is called. */
  readonly onBatch: (listener: () => void) => () => void;
}

/** Milliseconds between two looks at the counts: ten a second at most. */
const LOOK_MS = 100;
/** Where so many rows came since the last look that nobody can read them, four a second will do. */
const MANY_ROWS = 500;
const MANY_LOOK_MS = 250;
/** So long until rows of requests that wait are asked for again. */
const AGAIN_MS = 500;
/** Rows fetched beyond those in sight, on either side. */
const BEYOND = 16;
/** While the list is held, so that under a wheel that is turned quickly the rows are there before they come into sight. */
const BEYOND_HELD = 64;

/**
 * The rows of the capture as the window's filter lets them through. It asks the engine for those in sight only, one
 * question at a time. While it follows, new counts are shown together with their rows, so that the end of a flood is
 * never blank.
 */
export class RowSource {
  private state = NO_ROWS;
  private readonly cache = new PageCache();
  private readonly listeners = new Set<() => void>();
  /** Numbers begin at a random place, so that counts meant for a window that was loaded before are not taken for ours. */
  private view = Math.floor(Math.random() * 1_000_000_000);
  private filter: CaptureFilter = {};
  private run = -1;
  private nextSeq = 0;
  private sight = { from: 0, to: 0 };
  private following = true;
  private asking = false;
  /** Grows when what is on its way is of no use any more. */
  private fetches = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askingAgain: ReturnType<typeof setTimeout> | undefined;
  /** The newest batch when rows were asked for again. */
  private askedTick = 0;
  private lastLook = 0;
  private lookMs = LOOK_MS;
  /** Index behind the last row at the last look. */
  private end = 0;
  private halted = false;
  private readonly resets = new Set<() => void>();

  constructor(private readonly capture: Capture) {}

  /** Begins to look at the capture; returns how to stop. */
  start(): () => void {
    const stop = this.capture.onBatch(() => this.lookSoon());
    this.apply(this.filter);
    return () => {
      stop();
      clearTimeout(this.timer);
      clearTimeout(this.askingAgain);
      this.timer = this.askingAgain = undefined;
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): RowsState => this.state;

  /** Calls `listener` when the capture was emptied: another run began, or the user cleared it. */
  onReset(listener: () => void): () => void {
    this.resets.add(listener);
    return () => this.resets.delete(listener);
  }

  /** The filter that the rows are of. */
  get current(): CaptureFilter {
    return this.filter;
  }

  row(index: number): CaptureRow | undefined {
    return this.cache.row(index);
  }

  /** The index of an item's row, where it was fetched lately. */
  indexOf(seq: number): number | undefined {
    return this.cache.indexOf(seq);
  }

  /** Looks through another filter; rows are numbered anew from 0. */
  apply(filter: CaptureFilter): void {
    this.filter = filter;
    this.view++;
    this.halted = false;
    this.cache.clear();
    this.sight = { from: 0, to: this.sight.to - this.sight.from };
    this.publish({ first: 0, count: 0, complete: false, searched: 0, skipped: 0 });
    this.capture.filter(this.view, filter).then(
      () => this.lookSoon(),
      (error: unknown) => console.error('capture:filter failed', error),
    );
  }

  /** Looks no further on the disk. */
  halt(): void {
    this.halted = true;
    this.lookSoon();
    this.capture.halt(this.view).catch((error: unknown) => console.error('capture:halt failed', error));
  }

  /** Looks through the same filter again, from the start. */
  again(): void {
    this.apply(this.filter);
  }

  /** The rows' colours have changed: those in sight are fetched anew. */
  fetchAgain(): void {
    this.fetches++;
    this.cache.clear();
    this.lookSoon();
  }

  /** Says which rows are in sight, and whether the list stays at its end. */
  show(from: number, to: number, following: boolean): void {
    this.sight = { from, to };
    this.following = following;
    // Where all of them are there, scrolling alone changes no count: it is not told at every step.
    if (following || this.lacking(this.capture.header('viewFirst'), this.capture.header('viewCount'))) this.look();
    else this.lookSoon();
  }

  /** True where nothing that was captured is kept, whatever the filter. */
  get nothingCaptured(): boolean {
    return this.capture.header('nextSeq') <= this.capture.header('firstSeq');
  }

  private lookSoon(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.lastLook + this.lookMs - performance.now());
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.look();
    }, wait);
  }

  private look(): void {
    this.lastLook = performance.now();
    if (this.wasReset()) return;
    if (this.capture.header('view') !== this.view) return;
    const first = this.capture.header('viewFirst');
    const count = this.capture.header('viewCount');
    const complete = this.capture.header('viewComplete') === 1;
    const searched = Math.floor(this.capture.header('viewSearched') * 100);
    const skipped = this.capture.header('viewSkipped');
    const counts = { first, count, complete, searched, skipped };
    const end = first + count;
    this.lookMs = this.following && end - this.end > MANY_ROWS ? MANY_LOOK_MS : LOOK_MS;
    this.end = end;
    if (!this.following) this.publish(counts);
    if (this.asking) return;
    const missing = this.lacking(first, count);
    if (missing) this.fetch(missing.from, missing.count, counts);
    else {
      this.publish(counts);
      this.askAgain();
    }
  }

  /** Requests in sight that wait may have their replies by now: for as long as anything happens they are asked for again. */
  private askAgain(): void {
    const tick = this.capture.header('tick');
    if (this.askingAgain !== undefined || tick === this.askedTick || !this.waiting()) return;
    this.askingAgain = setTimeout(() => {
      this.askingAgain = undefined;
      this.askedTick = this.capture.header('tick');
      const waiting = this.waiting();
      if (waiting && !this.asking) this.fetch(waiting.from, waiting.count, this.state);
    }, AGAIN_MS);
  }

  /** Where in sight requests wait for their replies. */
  private waiting(): ReturnType<PageCache['waiting']> {
    const { from, to } = this.sight;
    const end = this.following ? this.end : to;
    return this.cache.waiting(end - (to - from), end);
  }

  /** What is to be fetched for the rows in sight and some beyond. */
  private lacking(first: number, count: number): ReturnType<PageCache['missing']> {
    const end = first + count;
    const rows = this.sight.to - this.sight.from;
    const from = this.following ? end - rows : this.sight.from;
    const beyond = this.following ? BEYOND : BEYOND_HELD;
    return this.cache.missing(from - beyond, from + rows + beyond, first, end);
  }

  /** Another run numbers its flows anew, and a cleared capture its items: what is known is of no use then. */
  private wasReset(): boolean {
    if (this.capture.header('tick') === 0) return false;
    const run = this.capture.header('run');
    const nextSeq = this.capture.header('nextSeq');
    const reset = run !== this.run || nextSeq < this.nextSeq;
    const known = this.run !== -1;
    this.run = run;
    this.nextSeq = nextSeq;
    if (!reset || !known) return false;
    for (const listener of this.resets) listener();
    this.apply(this.filter);
    return true;
  }

  private fetch(from: number, count: number, counts: Counts): void {
    const { view, fetches } = this;
    this.asking = true;
    this.capture
      .rows(view, from, count)
      .then(
        (answer) => {
          if (answer.view !== this.view || view !== this.view || fetches !== this.fetches) return;
          this.cache.put(answer.from, answer.rows);
          this.publish(counts, true);
          // What is in sight may have changed meanwhile. Rows that have vanished are asked for again at the next batch only.
          if (answer.rows.length > 0) this.lookSoon();
        },
        (error: unknown) => console.error('capture:rows failed', error),
      )
      .finally(() => {
        this.asking = false;
        if (view !== this.view || fetches !== this.fetches) this.lookSoon();
      });
  }

  private publish(counts: Counts, changed = false): void {
    const before = this.state;
    if (
      !changed &&
      before.view === this.view &&
      before.first === counts.first &&
      before.count === counts.count &&
      before.complete === counts.complete &&
      before.searched === counts.searched &&
      before.skipped === counts.skipped &&
      before.halted === this.halted
    )
      return;
    this.state = { ...counts, view: this.view, halted: this.halted, revision: before.revision + 1 };
    for (const listener of this.listeners) listener();
  }
}

/** The window's one view of the capture. */
export const rowSource = new RowSource({
  filter: (view, filter) => request('capture:filter', { view, filter }),
  halt: (view) => request('capture:halt', { view }),
  rows: (view, from, count) => request('capture:rows', { view, from, count }),
  header: (name) => feed.header(name),
  onBatch: (listener) => feed.subscribeBatch(listener),
});
