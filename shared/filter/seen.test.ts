import { expect, it } from 'vitest';
import { parseFilter } from './parse';
import { eachValue } from './seen';

function seen(document: unknown): [string, unknown][] {
  const found: [string, unknown][] = [];
  eachValue(document, (path, value) => found.push([path, value]));
  return found;
}

it('names every value as a filter writes it, nested and in lists', () => {
  const document = {
    price: 10,
    items: [{ name: 'apple', 'unit price': 2 }, { name: 'pear' }],
    tags: ['a', 'b'],
    ok: true,
    none: null,
    'no "way"': 1,
    $id: 7,
  };
  expect(seen(document)).toEqual([
    ['json.price', 10],
    ['json.items[0].name', 'apple'],
    ['json.items[0]["unit price"]', 2],
    ['json.tags[0]', 'a'],
    ['json.ok', true],
    ['json.none', null],
    ['json.$id', 7],
  ]);
  for (const [path] of seen(document)) expect([path, parseFilter(`${path}:*`).ok]).toEqual([path, true]);
  expect(seen([[{ a: 1 }]])).toEqual([['json[0][0].a', 1]]);
});

it('looks at so many values and so deep', () => {
  expect(seen(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, at])))).toHaveLength(500);
  const deep: unknown = Array.from({ length: 100 }).reduce((inner) => ({ a: inner }), 1);
  expect(seen(deep)).toEqual([]);
});
