import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CaptureFilter, CaptureRow } from '../../shared/traffic/capture';
import { RowSource } from './row-source';

/** A capture of numbered rows, of which a view lets all through. */
class FakeCapture {
  run = 1;
  first = 0;
  count = 0;
  view = 0;
  tick = 0;
  /** Seqs of requests that wait. */
  readonly waiting = new Set<number>();
  readonly filters: CaptureFilter[] = [];
  readonly asked: [from: number, count: number][] = [];
  private readonly listeners = new Set<() => void>();

  filter = async (view: number, filter: CaptureFilter) => {
    this.view = view;
    this.filters.push(filter);
    this.batch();
  };
  halt = async () => undefined;
  rows = async (view: number, from: number, count: number) => {
    this.asked.push([from, count]);
    const start = Math.max(from, this.first);
    const end = Math.min(from + count, this.first + this.count);
    return {
      view,
      from: start,
      rows: Array.from({ length: Math.max(0, end - start) }, (_, at) => {
        const seq = start + at + 1;
        return this.waiting.has(seq) ? { ...row(seq), exchange: 'waiting' as const } : row(seq);
      }),
    };
  };
  header = (name: string) => {
    const values: Record<string, number> = {
      tick: this.tick,
      run: this.run,
      view: this.view,
      viewFirst: this.first,
      viewCount: this.count,
      viewComplete: 1,
      firstSeq: this.first + 1,
      nextSeq: this.first + this.count + 1,
    };
    return values[name] ?? 0;
  };
  onBatch = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  batch(): void {
    this.tick++;
    for (const listener of this.listeners) listener();
  }

  /** So many rows come in, and so many of the oldest vanish. */
  grow(more: number, vanish = 0): void {
    this.count += more - vanish;
    this.first += vanish;
    this.batch();
  }
}

function row(seq: number): CaptureRow {
  return {
    seq,
    t: 0,
    flow: 0,
    direction: 'forward',
    kind: 'message',
    frames: 1,
    size: 0,
    preview: '',
    truncated: false,
    sealed: false,
  };
}

let capture: FakeCapture;
let source: RowSource;
let stop: () => void;

/** Lets questions be answered and the next looks be taken. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
}

beforeEach(() => {
  vi.useFakeTimers();
  capture = new FakeCapture();
  source = new RowSource(capture);
  source.show(0, 10, true);
  stop = source.start();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('while it follows, new counts are shown with their rows, never before', async () => {
  const seen: (number | undefined)[] = [];
  source.subscribe(() => {
    const { first, count } = source.snapshot();
    if (count > 0) seen.push(source.row(first + count - 1)?.seq);
  });
  await settle();
  capture.grow(1000);
  await settle();
  capture.grow(5000);
  await settle();
  expect(source.snapshot()).toMatchObject({ first: 0, count: 6000 });
  expect(seen).toEqual([1000, 6000]);
});

test('a flood of batches asks some four times a second', async () => {
  await settle();
  capture.asked.length = 0;
  for (let at = 0; at < 100; at++) {
    capture.grow(3000);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(capture.asked.length).toBeGreaterThan(2);
  expect(capture.asked.length).toBeLessThanOrEqual(6);
});

test('held still, counts go on and only rows in sight that are not known are asked for', async () => {
  capture.grow(10_000);
  await settle();
  source.show(5000, 5010, false);
  await settle();
  expect(source.row(5000)?.seq).toBe(5001);
  capture.asked.length = 0;
  capture.grow(10_000);
  await settle();
  expect(source.snapshot().count).toBe(20_000);
  expect(capture.asked).toEqual([]);
});

test('rows keep their index while the oldest vanish', async () => {
  capture.grow(1000);
  await settle();
  source.show(500, 510, false);
  await settle();
  capture.grow(400, 400);
  await settle();
  expect(source.snapshot()).toMatchObject({ first: 400, count: 1000 });
  expect(source.row(500)?.seq).toBe(501);
  source.show(390, 410, false);
  await settle();
  expect(source.row(400)?.seq).toBe(401);
});

test('another filter numbers rows anew, and answers for the one before are of no use', async () => {
  capture.grow(1000);
  await settle();
  source.apply({ query: 'x' });
  expect(source.snapshot()).toMatchObject({ count: 0, complete: false });
  expect(source.row(0)).toBeUndefined();
  await settle();
  expect(capture.filters.at(-1)).toEqual({ query: 'x' });
  expect(source.snapshot()).toMatchObject({ count: 1000, complete: true });
});

test('another run, or a cleared capture, begins anew with the same filter', async () => {
  source.apply({ query: 'x' });
  let resets = 0;
  source.onReset(() => resets++);
  capture.grow(1000);
  await settle();
  capture.run = 2;
  capture.count = 5;
  capture.batch();
  await settle();
  expect(resets).toBe(1);
  expect(source.snapshot()).toMatchObject({ first: 0, count: 5 });
  capture.count = 0;
  capture.batch();
  await settle();
  expect(resets).toBe(2);
  expect(source.snapshot().count).toBe(0);
  expect(capture.filters.at(-1)).toEqual({ query: 'x' });
});

test('rows that are gone are not asked for over and over', async () => {
  capture.grow(100);
  await settle();
  capture.rows = async (view, from, count) => {
    capture.asked.push([from, count]);
    return { view, from, rows: [] };
  };
  source.show(0, 10, false);
  source.apply({});
  await settle();
  capture.asked.length = 0;
  await settle();
  expect(capture.asked).toEqual([]);
});

test('a request in sight that waits is asked for again until its reply has come', async () => {
  source.show(0, 10, false);
  capture.waiting.add(4);
  capture.grow(100);
  await settle();
  expect(source.row(3)?.exchange).toBe('waiting');
  // Nothing happens: nobody asks.
  const asked = capture.asked.length;
  await settle();
  expect(capture.asked.length).toBe(asked);
  capture.waiting.clear();
  capture.batch();
  await settle();
  expect(source.row(3)?.exchange).toBeUndefined();
  expect(capture.asked.slice(asked)).toEqual([[3, 1]]);
  capture.batch();
  await settle();
  expect(capture.asked.length).toBe(asked + 1);
});
