import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binPeaks, binRates, binsOf, binSums, binWidth } from './bins';

const sum = (values: Float64Array) => values.reduce((one, other) => one + other, 0);

const intervals = fc.array(
  fc.record({ after: fc.double({ min: 0.01, max: 5, noNaN: true }), count: fc.nat(1_000_000) }),
  { minLength: 1, maxLength: 500 },
);

describe('bins', () => {
  it('have together what the intervals have, and every edge is the edge of an interval', () => {
    fc.assert(
      fc.property(intervals, fc.double({ min: 0.05, max: 20, noNaN: true }), (all, width) => {
        const times = new Float64Array(all.length + 1);
        all.forEach(({ after }, index) => (times[index + 1] = times[index]! + after));
        const counts = Float64Array.from(all, ({ count }) => count);
        const bins = binsOf(times, width);
        expect(sum(binSums(bins, counts))).toBe(sum(counts));
        expect([bins.edges[0], bins.edges.at(-1)]).toEqual([times[0], times.at(-1)]);
        expect(bins.edges.every((edge) => times.includes(edge))).toBe(true);
        expect(bins.edges.every((edge, index) => index === 0 || edge > bins.edges[index - 1]!)).toBe(true);
        expect(Math.max(...binPeaks(bins, counts))).toBe(Math.max(...counts));
      }),
    );
  });

  it('give the rate of what lies between their edges', () => {
    const times = Float64Array.from([0, 0.5, 1, 1.5, 2.5]);
    const bins = binsOf(times, 1);
    expect([...bins.edges]).toEqual([0, 1, 1.5, 2.5]);
    expect([...binRates(bins, Float64Array.from([1, 2, 4, 8]))]).toEqual([3, 8, 8]);
  });

  it('keep their edges when more comes', () => {
    const times = Float64Array.from({ length: 100 }, (_, index) => index * 0.133);
    const some = binsOf(times.subarray(0, 60), 1).edges;
    expect([...binsOf(times, 1).edges.subarray(0, some.length - 1)]).toEqual([...some.subarray(0, -1)]);
  });

  it('are as wide as a span of so many needs', () => {
    expect([binWidth(10, 70), binWidth(60, 70), binWidth(300, 70), binWidth(1e9, 70)]).toEqual([0.2, 1, 5, 7200]);
  });

  it('are none without an interval', () => {
    expect(binsOf(new Float64Array(), 1).starts.length).toBe(1);
    expect(binSums(binsOf(Float64Array.from([3]), 1), new Float64Array())).toEqual(new Float64Array());
  });
});
