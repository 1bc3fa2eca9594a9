import { expect, test } from 'vitest';
import { jsonPath } from './json-path';

test.each([
  ['price', ['price']],
  ['.items[0].price', ['items', 0, 'price']],
  ['$.a.b', ['a', 'b']],
  ['json.a', ['a']],
  ['jsonish', ['jsonish']],
  ['[2]', [2]],
])('%s is a path', (text, path) => {
  expect(jsonPath(text)).toEqual(path);
});

test.each(['', ' ', 'a b', '.', 'a >', 'a or b', 'a>1 or b'])('“%s” is none', (text) => {
  expect(jsonPath(text)).toBeUndefined();
});
