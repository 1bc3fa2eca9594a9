import { expect, it } from 'vitest';
import { narrowed } from './narrow';

it.each([
  ['', 'link:l1', 'link:l1'],
  ['size>1k', 'link:l1', 'size>1k link:l1'],
  ['a or b ', 'link:l1', '(a or b) link:l1'],
  ['size>1k link:l1', 'link:l1', 'size>1k link:l1'],
  ['size>', 'link:l1', 'link:l1'],
])('"%s" narrowed by %s is "%s"', (text, condition, expected) => {
  expect(narrowed(text, condition)).toBe(expected);
});
