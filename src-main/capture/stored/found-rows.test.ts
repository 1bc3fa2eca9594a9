import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { FoundRows } from './found-rows';

it('gives the rows of every index, whatever was found on the disk, at either end', () => {
  const section = fc.record({
    older: fc.boolean(),
    passes: fc.array(fc.boolean(), { minLength: 1, maxLength: 100 }),
    some: fc.constantFrom(1, 1, 2, 30),
    gone: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(section, { maxLength: 12 }), fc.nat(100), fc.nat(400), (sections, start, drop) => {
      const found = new FoundRows(start);
      let expected: number[] = [];
      let [first, end, low] = [10_000, 10_000, start];
      for (const { older, passes, some, gone } of sections) {
        const from = older ? first - passes.length : end;
        const seqs = passes.flatMap((passed, place) => (passed && place % some === 0 ? [from + place] : []));
        if (older) {
          found.prepend(from, first, seqs.length === passes.length ? 'all' : seqs);
          expected = [...seqs, ...expected];
          low -= seqs.length;
          first = from;
        } else {
          const to = end + passes.length;
          if (gone) found.appendGone(end, to, seqs.length);
          else found.append(end, to, seqs);
          expected = [...expected, ...(gone ? seqs.map(() => 0) : seqs)];
          end = to;
        }
      }
      expect([found.first, found.next]).toEqual([low, low + expected.length]);
      expect(found.seqs(low, expected.length + 5)).toEqual(expected);
      for (let place = 0; place < expected.length; place += 7)
        expect(found.seqs(low + place, 10)).toEqual(expected.slice(place, place + 10));
      // What is below goes by whole sections, and the others keep their index.
      found.dropBelow(first + drop);
      const left = found.next - found.first;
      expect(found.next).toBe(low + expected.length);
      expect(found.seqs(found.first, left)).toEqual(expected.slice(expected.length - left));
    }),
    { numRuns: 300 },
  );
});
