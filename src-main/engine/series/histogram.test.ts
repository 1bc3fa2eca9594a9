import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from './histogram';

/** The error that the histogram states: 1.6 %, or half a microsecond, and what a whole number of microseconds cuts off. */
const within = (seconds: number) => seconds * 0.0162 + 1.01e-6;
const durations = fc.array(
  fc.oneof(fc.double({ min: 0, max: 1e-3, noNaN: true }), fc.double({ min: 0, max: 4000, noNaN: true })),
  { minLength: 1, maxLength: 500 },
);

describe('a histogram', () => {
  it('has the percentiles of the sorted durations, within the error that it states', () => {
    fc.assert(
      fc.property(durations, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
        const histogram = new Histogram();
        for (const duration of all) histogram.record(duration);
        const sorted = [...all].sort((one, other) => one - other);
        const exact = sorted[Math.max(1, Math.ceil(p * sorted.length)) - 1] ?? 0;
        expect(Math.abs(histogram.percentile(p) - exact)).toBeLessThanOrEqual(within(exact));
        expect(histogram.longest).toBe(sorted.at(-1));
        expect(histogram.count).toBe(all.length);
      }),
    );
  });

  it('put together from slices is the same as recorded in one', () => {
    fc.assert(
      fc.property(fc.array(durations, { minLength: 1, maxLength: 5 }), (parts) => {
        const [one, part, sum] = [new Histogram(), new Histogram(), new Histogram()];
        for (const durations of parts) {
          part.clear();
          for (const duration of durations) {
            one.record(duration);
            part.record(duration);
          }
          const slice = part.slice();
          if (slice) sum.add(slice);
        }
        for (const p of [0, 0.5, 0.9, 0.99, 1]) expect(sum.percentile(p)).toBe(one.percentile(p));
        expect([sum.count, sum.longest]).toEqual([one.count, one.longest]);
      }),
    );
  });

  it('of nothing has no percentiles, and takes more than an hour as one', () => {
    const histogram = new Histogram();
    expect([histogram.percentile(0.5), histogram.longest, histogram.slice()]).toEqual([NaN, NaN, undefined]);
    histogram.record(1e9);
    expect(histogram.longest).toBe(1e9);
    expect(histogram.percentile(1)).toBeGreaterThan(4000);
    histogram.clear();
    expect([histogram.count, histogram.percentile(1)]).toEqual([0, NaN]);
  });
});
