import { expect, it } from 'vitest';
import { rowTimeText } from './row-time';

it('says when a row was: since the run began, by the clock, or since the row before', () => {
  const began = new Date(2026, 10, 22, 12, 30, 1, 500).getTime();
  expect(rowTimeText('relative', 1.25, began, 1)).toBe('1.250');
  expect(rowTimeText('clock', 1.25, began, 1)).toBe('12:30:02.750');
  expect(rowTimeText('clock', 1.25, 0, 1)).toBe('1.250');
  expect(rowTimeText('delta', 1.25, began, 1)).toBe('+0.250');
  expect(rowTimeText('delta', 1.25, began, undefined)).toBe('');
});
