import { expect, test } from 'vitest';
import { timeText } from './time-text';

test('times are as short as they can be', () => {
  expect(timeText(0.0012)).toBe('0.001');
  expect(timeText(12.3456)).toBe('12.346');
  expect(timeText(62.5)).toBe('1:02.500');
  expect(timeText(3602.001)).toBe('1:00:02.001');
  expect(timeText(0.001234, 6)).toBe('0.001234');
  expect([timeText(40, 0), timeText(100, 0)]).toEqual(['40', '1:40']);
});

test('rounding carries over into the next minute', () => {
  expect(timeText(59.9996)).toBe('1:00.000');
  expect(timeText(3599.9999)).toBe('1:00:00.000');
});
