import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  clipRanges,
  inRanges,
  NO_RANGES,
  numberAt,
  rangesCount,
  rangesFrom,
  withoutRange,
  withRange,
  type Ranges,
} from './ranges';

const MOST = 40;
const range = fc
  .tuple(fc.nat(MOST), fc.nat(MOST))
  .map(([one, other]): [number, number] => [Math.min(one, other), Math.max(one, other)]);
const steps = fc.array(fc.tuple(fc.boolean(), range), { maxLength: 12 });

/** The same as a set, one number at a time. */
function built(changes: readonly [boolean, [number, number]][]): { ranges: Ranges; set: Set<number> } {
  let ranges = NO_RANGES;
  const set = new Set<number>();
  for (const [adds, [from, to]] of changes) {
    ranges = adds ? withRange(ranges, from, to) : withoutRange(ranges, from, to);
    for (let number = from; number < to; number++) {
      if (adds) set.add(number);
      else set.delete(number);
    }
  }
  return { ranges, set };
}

it('holds what a set of the same numbers holds, in ascending ranges that do not touch', () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const { ranges, set } = built(changes);
      const numbers = [...set].sort((one, other) => one - other);
      expect(rangesCount(ranges)).toBe(set.size);
      for (let number = -1; number <= MOST; number++) expect(inRanges(ranges, number)).toBe(set.has(number));
      expect(numbers.map((_, place) => numberAt(ranges, place))).toEqual(numbers);
      expect(numberAt(ranges, numbers.length)).toBeUndefined();
      ranges.forEach(([from, to], at) => {
        expect(from).toBeLessThan(to);
        if (at > 0) expect(from).toBeGreaterThan(ranges[at - 1]?.[1] ?? Infinity);
      });
    }),
  );
});

it('keeps what lies within bounds', () => {
  fc.assert(
    fc.property(steps, range, (changes, [from, to]) => {
      const { ranges, set } = built(changes);
      const within = [...set].filter((number) => number >= from && number < to).sort((one, other) => one - other);
      const clipped = clipRanges(ranges, from, to);
      expect(within.map((_, place) => numberAt(clipped, place))).toEqual(within);
      expect(rangesCount(clipped)).toBe(within.length);
    }),
  );
});

it('gives those at some places in their order', () => {
  fc.assert(
    fc.property(steps, fc.nat(MOST), fc.nat(MOST), (changes, place, count) => {
      const { ranges, set } = built(changes);
      const numbers = [...set].sort((one, other) => one - other).slice(place, place + count);
      const part = rangesFrom(ranges, place, count);
      expect(numbers.map((_, at) => numberAt(part, at))).toEqual(numbers);
      expect(rangesCount(part)).toBe(numbers.length);
    }),
  );
});

it('stays the same object where bounds cut nothing off', () => {
  const ranges: Ranges = [
    [2, 5],
    [8, 9],
  ];
  expect(clipRanges(ranges, 2, 9)).toBe(ranges);
});
