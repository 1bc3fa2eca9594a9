import { expect, test } from 'vitest';
import { byteAfterKey, foundOnLine, onLine, rangeBetween } from './byte-range';

test('marking works in both directions', () => {
  expect(rangeBetween(3, 5)).toEqual({ from: 3, to: 6 });
  expect(rangeBetween(5, 3)).toEqual({ from: 3, to: 6 });
});

test('keys move byte by byte, line by line, and stop at the ends', () => {
  expect(byteAfterKey('ArrowLeft', 0, 16, 20)).toBe(0);
  expect(byteAfterKey('ArrowRight', 19, 16, 20)).toBe(19);
  expect(byteAfterKey('ArrowDown', 2, 16, 20)).toBe(18);
  expect(byteAfterKey('ArrowDown', 10, 16, 20)).toBe(10);
  expect(byteAfterKey('ArrowUp', 18, 16, 20)).toBe(2);
  expect(byteAfterKey('Home', 18, 16, 20)).toBe(16);
  expect(byteAfterKey('End', 17, 16, 20)).toBe(19);
  expect(byteAfterKey('x', 17, 16, 20)).toBeUndefined();
});

test('a range over several lines marks a part of each', () => {
  const range = { from: 6, to: 20 };
  expect(onLine(range, 0, 8)).toEqual([6, 7]);
  expect(onLine(range, 1, 8)).toEqual([0, 7]);
  expect(onLine(range, 2, 8)).toEqual([0, 3]);
  expect(onLine(range, 3, 8)).toBeUndefined();
  expect(onLine(undefined, 0, 8)).toBeUndefined();
});

test('what a search found on a line is one bit for each place', () => {
  const hits = [
    { from: 1, to: 3 },
    { from: 7, to: 10 },
    { from: 20, to: 21 },
  ];
  expect(foundOnLine(hits, 0, 8)).toBe(0b1000_0110);
  expect(foundOnLine(hits, 1, 8)).toBe(0b11);
  expect(foundOnLine(hits, 2, 8)).toBe(0b1_0000);
  expect(foundOnLine(hits, 3, 8)).toBe(0);
  expect(foundOnLine([], 0, 8)).toBe(0);
});
