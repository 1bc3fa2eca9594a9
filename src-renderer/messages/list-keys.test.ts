import { expect, test } from 'vitest';
import { keyTarget } from './list-keys';

const place = { first: 100, count: 50, page: 10, top: 120 };

test('arrows and pages move from the chosen row and stop at the ends', () => {
  expect(keyTarget('ArrowDown', 120, place)).toBe(121);
  expect(keyTarget('ArrowDown', 149, place)).toBe(149);
  expect(keyTarget('ArrowUp', 100, place)).toBe(100);
  expect(keyTarget('PageDown', 120, place)).toBe(130);
  expect(keyTarget('PageUp', 105, place)).toBe(100);
  expect(keyTarget('Home', 120, place)).toBe(100);
  expect(keyTarget('End', 120, place)).toBe(149);
});

test('without a chosen row, keys begin at what is in sight', () => {
  expect(keyTarget('ArrowDown', undefined, place)).toBe(120);
  expect(keyTarget('Enter', undefined, place)).toBe(120);
});

test('a chosen row that has vanished leads to the first one', () => {
  expect(keyTarget('ArrowDown', 20, place)).toBe(100);
});

test('other keys, and an empty list, lead nowhere', () => {
  expect(keyTarget('a', 120, place)).toBeUndefined();
  expect(keyTarget('End', undefined, { ...place, count: 0 })).toBeUndefined();
});
