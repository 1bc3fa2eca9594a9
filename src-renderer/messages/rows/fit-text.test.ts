import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareRoom, shownLength } from './fit-text';

/** Each UTF-16 unit is ten wide. */
const measure = (text: string) => text.length * 10;

test('a text that has room is shown whole, another one as far as there is room beside an ellipsis', () => {
  expect(shownLength('weather', 70, measure)).toBe(7);
  expect(shownLength('weather', 69, measure)).toBe(5);
  expect(shownLength('weather', 5, measure)).toBe(0);
  expect(shownLength('', 0, measure)).toBe(0);
});

test('no character is cut in two', () => {
  expect(shownLength('ab🌦cd', 45, measure)).toBe(2);
  expect(shownLength('ab🌦cd', 55, measure)).toBe(4);
});

test('whatever the text, what is shown of it has room, and one character more has not', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 10, max: 400 }), (text, room) => {
      const length = shownLength(text, room, measure);
      if (length === text.length) expect(measure(text)).toBeLessThanOrEqual(room);
      else {
        expect(measure(text.slice(0, length)) + 10).toBeLessThanOrEqual(room);
        expect(measure(text.slice(0, length + 2)) + 10).toBeGreaterThan(room);
      }
    }),
  );
});

test('two names share their room, and the shorter one gives what it does not need', () => {
  expect(shareRoom(100, 40, 50)).toEqual([40, 50]);
  expect(shareRoom(100, 30, 90)).toEqual([30, 70]);
  expect(shareRoom(100, 90, 30)).toEqual([70, 30]);
  expect(shareRoom(100, 90, 80)).toEqual([50, 50]);
});
