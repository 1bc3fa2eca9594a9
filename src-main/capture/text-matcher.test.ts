import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textMatcher } from './text-matcher';

describe('looking for a text', () => {
  it('finds what a plain search finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'B', 'é', '@', '['), maxLength: 40 });
    const needle = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', '`', '{'), maxLength: 4 });
    fc.assert(
      fc.property(letters, needle, (hay, text) => {
        const bytes = new TextEncoder().encode(`ab${hay}ab`);
        const expected = hay.toLowerCase().includes(text.toLowerCase());
        expect(textMatcher(text)(bytes, 2, bytes.length - 2)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
