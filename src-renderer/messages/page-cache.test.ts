import { expect, test } from 'vitest';
import type { CaptureRow } from '../../shared/traffic/capture';
import { MOST_PAGES, PAGE_ROWS, PageCache } from './page-cache';

function rows(from: number, count: number): CaptureRow[] {
  return Array.from({ length: count }, (_, at) => ({
    seq: from + at + 1,
    t: 0,
    flow: 0,
    direction: 'forward',
    kind: 'message',
    frames: 1,
    size: 0,
    preview: '',
    truncated: false,
    sealed: false,
  }));
}

test('finds the row of an item that was fetched', () => {
  const cache = new PageCache();
  cache.put(100, rows(100, 3));
  expect(cache.indexOf(rows(102, 1)[0]?.seq ?? 0)).toBe(102);
  expect(cache.indexOf(999)).toBeUndefined();
});

test('what lacks is asked for in whole pages, and what is there is not asked for again', () => {
  const cache = new PageCache();
  expect(cache.missing(10, 30, 0, 1000)).toEqual({ from: 0, count: PAGE_ROWS });
  cache.put(0, rows(0, PAGE_ROWS));
  expect(cache.missing(10, 30, 0, 1000)).toBeUndefined();
  expect(cache.row(10)?.seq).toBe(11);
  expect(cache.missing(50, 130, 0, 1000)).toEqual({ from: 64, count: 128 });
});

test('a page at the end is asked for again when it has grown', () => {
  const cache = new PageCache();
  cache.put(0, rows(0, 10));
  expect(cache.missing(0, 20, 0, 10)).toBeUndefined();
  expect(cache.missing(0, 20, 0, 15)).toEqual({ from: 0, count: 15 });
});

test('rows that vanished are not asked for', () => {
  const cache = new PageCache();
  expect(cache.missing(0, 20, 5, 100)).toEqual({ from: 5, count: 59 });
  expect(cache.missing(0, 5, 5, 100)).toBeUndefined();
});

test('pages that were fetched long ago give way', () => {
  const cache = new PageCache();
  for (let page = 0; page <= MOST_PAGES; page++) cache.put(page * PAGE_ROWS, rows(page * PAGE_ROWS, 1));
  expect(cache.row(0)).toBeUndefined();
  expect(cache.row(PAGE_ROWS)?.seq).toBe(PAGE_ROWS + 1);
});

test('a cleared cache has nothing', () => {
  const cache = new PageCache();
  cache.put(0, rows(0, 5));
  cache.clear();
  expect(cache.row(0)).toBeUndefined();
});
