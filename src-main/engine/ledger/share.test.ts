import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from './share';

describe('what a program took', () => {
  it('is shared out in proportion to what is owed', () => {
    expect(share(100, [150, 50])).toEqual([75, 25]);
    expect(share(1, [0, 1, 1])).toEqual([0, 1, 0]);
    expect(share(7, [3, 3, 3]).reduce((sum, one) => sum + one)).toBe(7);
  });

  it('is never more than is owed, and always as much as there is', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.nat(500), { maxLength: 8 }), (count, owed) => {
        const shares = share(count, owed);
        const total = owed.reduce((sum, one) => sum + one, 0);
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(Math.min(count, total));
        shares.forEach((one, index) => {
          expect(one).toBeLessThanOrEqual(owed[index] ?? 0);
          expect(one).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});
