import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawnLines, elementOf, linesInOrder, nextLines, NO_LINES, type LineElements } from './list-lines';

const ELEMENTS = 6;
const of = (lines: LineElements) => linesInOrder(lines).map((place) => [elementOf(place, lines), place]);
const drawn = (from: number) => ({ from, to: from + 4 });

test('scrolling by a line writes one element anew, and moves none in the document', () => {
  const still = nextLines(NO_LINES, drawn(100), ELEMENTS, false);
  expect(of(still)).toEqual([
    [0, 100],
    [1, 101],
    [2, 102],
    [3, 103],
  ]);
  const down = nextLines(still, drawn(103), ELEMENTS, true);
  expect(of(down)).toEqual([
    [0, 106],
    [3, 103],
    [4, 104],
    [5, 105],
  ]);
  expect(of(nextLines(still, drawn(98), ELEMENTS, true)).slice(0, 2)).toEqual([
    [0, 100],
    [1, 101],
  ]);
});

test('when the list rests, its elements are in the order of their lines again', () => {
  const still = nextLines(NO_LINES, drawn(100), ELEMENTS, false);
  const rested = nextLines(nextLines(still, drawn(103), ELEMENTS, true), drawn(103), ELEMENTS, false);
  expect(linesInOrder(rested)).toEqual([103, 104, 105, 106]);
  expect(elementOf(103, rested)).toBe(3);
});

test('lines that have nothing in common with those before take the elements as they stand', () => {
  const still = nextLines(NO_LINES, drawn(100), ELEMENTS, false);
  expect(of(nextLines(still, drawn(5001), ELEMENTS, false)).map(([element]) => element)).toEqual([0, 1, 2, 3]);
  expect(of(nextLines(still, drawn(5001), ELEMENTS, true)).map(([element]) => element)).toEqual([0, 1, 2, 3]);
});

test('at its ends a list draws as many lines as in between, where it has so many', () => {
  const list = { first: 10, count: 50 };
  expect(drawnLines(4, ELEMENTS, list)).toEqual({ from: 10, to: 16 });
  expect(drawnLines(30, ELEMENTS, list)).toEqual({ from: 30, to: 36 });
  expect(drawnLines(58, ELEMENTS, list)).toEqual({ from: 54, to: 60 });
  expect(drawnLines(2, ELEMENTS, { first: 10, count: 3 })).toEqual({ from: 10, to: 13 });
});

test('wherever one goes, every drawn line has an element of its own', () => {
  const steps = fc.array(fc.record({ from: fc.integer({ min: -300, max: 300 }), scrolling: fc.boolean() }));
  fc.assert(
    fc.property(steps, (all) => {
      let lines = NO_LINES;
      for (const { from, scrolling } of all) {
        lines = nextLines(lines, { from, to: from + ELEMENTS }, ELEMENTS, scrolling);
        const places = linesInOrder(lines);
        expect([...places].sort((one, other) => one - other)).toEqual(
          Array.from({ length: ELEMENTS }, (_, at) => from + at),
        );
        expect(new Set(places.map((place) => elementOf(place, lines))).size).toBe(ELEMENTS);
      }
    }),
  );
});
