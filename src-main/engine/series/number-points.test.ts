import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_POINTS, NumberPoints } from './number-points';

it('keeps each of a few numbers, in the order of their items, in whatever order they come', () => {
  const points = new NumberPoints();
  for (const seq of [7, 9, 8, 2]) points.add(seq, seq / 10, -seq);
  const { times, low, high, last } = points.read();
  expect([...times]).toEqual([0.2, 0.7, 0.8, 0.9]);
  for (const values of [low, high, last]) expect([...values]).toEqual([-2, -7, -8, -9]);
});

it('puts many together, and comes to the same whichever way they were found', () => {
  const values = Array.from({ length: 30_000 }, (_, index) => Math.round(Math.sin(index) * 1e6));
  const read = (seqs: readonly number[]) => {
    const points = new NumberPoints();
    for (const seq of seqs) points.add(seq * 3 + 1, seq / 100, values[seq]!);
    return points.read();
  };
  const forward = read([...values.keys()]);
  expect(read([...values.keys()].toReversed())).toEqual(forward);
  expect(forward.times.length).toBeLessThanOrEqual(MOST_POINTS);
  expect(forward.times.length).toBeGreaterThan(MOST_POINTS / 2);
  expect([Math.min(...forward.low), Math.max(...forward.high), forward.last.at(-1)]).toEqual([
    Math.min(...values),
    Math.max(...values),
    values.at(-1),
  ]);
});

it('has times that rise, and a newest number between the lowest and the highest', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(1e9), { maxLength: 5000 }), (seqs) => {
      const points = new NumberPoints();
      for (const seq of seqs) points.add(seq, seq, (seq * 7919) % 1000);
      const { times, low, high, last } = points.read();
      times.forEach((t, index) => {
        expect(t).toBeGreaterThan(times[index - 1] ?? -1);
        expect(last[index]).toBeGreaterThanOrEqual(low[index]!);
        expect(last[index]).toBeLessThanOrEqual(high[index]!);
      });
    }),
    { numRuns: 20 },
  );
});
