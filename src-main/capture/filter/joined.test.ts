import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined } from './joined';

/** Counts how often it is asked. */
function counted(cost: number, test: (seq: number) => boolean) {
  const part = {
    cost,
    asked: 0,
    test: (seq: number) => {
      part.asked++;
      return test(seq);
    },
  };
  return part;
}

const ITEMS = 20_000;
const seqs = Array.from({ length: ITEMS }, (_, index) => index + 1);

describe('conditions joined', () => {
  it('say what they say in any order', () => {
    const part = fc.record({ cost: fc.nat(4), modulus: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const tests = parts.map(({ cost, modulus }) => ({ cost, test: (seq: number) => seq % modulus === 0 }));
        const [all, any] = [joined('and', tests), joined('or', tests)];
        for (let seq = 1; seq < 5000; seq++) {
          if (all(seq) !== tests.every(({ test }) => test(seq))) return false;
          if (any(seq) !== tests.some(({ test }) => test(seq))) return false;
        }
        return true;
      }),
      { numRuns: 30 },
    );
  });

  it('ask a dear one that decides nearly everything before a cheap one that decides nothing', () => {
    const idle = counted(2, () => true);
    const dear = counted(3, (seq) => seq % 1000 === 0);
    const both = joined('and', [idle, dear]);
    expect(seqs.filter(both)).toHaveLength(ITEMS / 1000);
    expect(dear.asked).toBe(ITEMS);
    expect(idle.asked).toBeLessThan(ITEMS / 10);
  });

  it('learn anew when the capture changes', () => {
    const first = counted(2, (seq) => seq > ITEMS / 2);
    const then = counted(2, (seq) => seq <= ITEMS / 2);
    expect(seqs.filter(joined('and', [first, then]))).toEqual([]);
    expect(first.asked + then.asked).toBeLessThan(ITEMS * 1.4);
  });
});
