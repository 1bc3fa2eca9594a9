import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampTop,
  drawnHeight,
  isAtEnd,
  lowestTop,
  rowsInSight,
  scrollHeight,
  scrollTopOf,
  TALLEST,
  topAfterScroll,
  topToShow,
  type ListShape,
} from './list-scroll';

const shape = (count: number, first = 0): ListShape => ({ first, count, rowHeight: 24, viewport: 240 });

describe('a list that fits a browser', () => {
  test('the bar and the rows move together', () => {
    expect(scrollHeight(shape(100))).toBe(2400);
    expect(scrollTopOf(10, 2400, shape(100))).toBe(240);
    expect(topAfterScroll(0, 0, 36, 2400, shape(100))).toBe(1.5);
    expect(rowsInSight(1.5, shape(100))).toEqual({ from: 1, to: 12, offset: -12 });
  });

  test('fewer rows than there is room for start at the top and are at the end as well', () => {
    expect(rowsInSight(0, shape(3))).toEqual({ from: 0, to: 3, offset: 0 });
    expect(isAtEnd(0, shape(3))).toBe(true);
    expect(scrollTopOf(2, 72, shape(3))).toBe(0);
  });

  test('an empty list has no row in sight', () => {
    const { from, to } = rowsInSight(clampTop(7, shape(0, 7)), shape(0, 7));
    expect(to - from).toBe(0);
  });
});

test('rows that vanish from the front leave the others where they are, and the bar moves up', () => {
  const before = shape(1000);
  const after = shape(900, 100);
  expect(clampTop(500, after)).toBe(500);
  expect(scrollTopOf(500, 24_000, before) - scrollTopOf(500, 21_600, after)).toBeCloseTo(100 * 24);
  expect(clampTop(50, after)).toBe(100);
});

describe('five million rows', () => {
  const long = shape(5_000_000);

  test('the element stays below what browsers can lay out', () => {
    expect(scrollHeight(long)).toBe(TALLEST);
  });

  test('the wheel moves by pixels, not by thousands of rows', () => {
    const from = scrollTopOf(1_000_000, TALLEST, long);
    expect(topAfterScroll(1_000_000, from, from + 48, TALLEST, long)).toBe(1_000_002);
  });

  test('dragging the bar to the middle shows the middle, and its ends show the ends', () => {
    const middle = topAfterScroll(0, 0, (TALLEST - 240) / 2, TALLEST, long);
    expect(middle).toBeCloseTo(lowestTop(long) / 2);
    expect(topAfterScroll(17, 100, TALLEST - 240, TALLEST, long)).toBe(lowestTop(long));
    expect(topAfterScroll(4_999_000, 9_000_000, 0, TALLEST, long)).toBe(0);
  });
});

describe('while the list follows', () => {
  test('its height is drawn anew only when it has grown by half, or shrunk', () => {
    expect(drawnHeight(0, true, shape(100))).toBe(2400);
    expect(drawnHeight(2400, true, shape(140))).toBe(2400);
    expect(drawnHeight(2400, true, shape(150))).toBe(3600);
    expect(drawnHeight(2400, true, shape(90))).toBe(2160);
    expect(drawnHeight(2400, false, shape(101))).toBe(2424);
  });

  test('scrolling up from the end moves by pixels, whatever height is drawn', () => {
    const end = lowestTop(shape(140));
    expect(topAfterScroll(end, 2160, 2160 - 48, 2400, shape(140))).toBe(end - 2);
    expect(scrollTopOf(end, 2400, shape(140))).toBe(2160);
  });
});

test('keys bring a row into sight with the least movement', () => {
  expect(topToShow(5, 10, shape(100))).toBe(5);
  expect(topToShow(12, 10, shape(100))).toBe(10);
  expect(topToShow(20, 10, shape(100))).toBe(11);
  expect(topToShow(99, 0, shape(100))).toBe(90);
});

test('for any list, the bar stands where it was put, and what is in sight is in the list', () => {
  const shapes = fc.record({
    first: fc.nat(10_000_000),
    count: fc.nat(20_000_000),
    rowHeight: fc.integer({ min: 16, max: 40 }),
    viewport: fc.integer({ min: 1, max: 2000 }),
  });
  fc.assert(
    fc.property(shapes, fc.double({ min: 0, max: 1, noNaN: true }), (any, part) => {
      const top = clampTop(any.first + part * any.count, any);
      const bar = scrollTopOf(top, scrollHeight(any), any);
      expect(bar).toBeGreaterThanOrEqual(0);
      expect(bar).toBeLessThanOrEqual(Math.max(0, scrollHeight(any) - any.viewport) + 1e-6);
      const { from, to, offset } = rowsInSight(top, any);
      expect(from).toBeGreaterThanOrEqual(any.first);
      expect(to).toBeLessThanOrEqual(Math.max(from, any.first + any.count));
      expect(offset).toBeGreaterThan(-any.rowHeight);
    }),
  );
});
