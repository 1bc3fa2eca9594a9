import { describe, expect, it } from 'vitest';
import { FIRST_STEPS, LATER_STEPS, StepStore, type StoredStep } from './step-store';

function step(index: number): StoredStep {
  const none = { messages: 0, bytes: 0 };
  return {
    index,
    t: index,
    type: 'command',
    name: 'PING',
    bytes: new Uint8Array(0),
    header: 0,
    size: 0,
    unfinished: false,
    forward: none,
    backward: none,
    seq: 1,
    epoch: 0,
  };
}

const numbers = (steps: readonly StoredStep[]) => steps.map(({ index }) => index);

describe('the steps of a ladder', () => {
  it('are all kept while they are few', () => {
    const store = new StepStore();
    for (let i = 0; i < 100; i++) store.add(step(i));
    expect(numbers(store.from(0, 1000))).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(numbers(store.from(98, 10))).toEqual([98, 99]);
    expect(numbers(store.from(60, 8))).toEqual([60, 61, 62, 63, 64, 65, 66, 67]);
  });

  it('beyond the bound are the first and the newest, and it says which are missing', () => {
    const store = new StepStore();
    const many = 10_000;
    for (let i = 0; i < many; i++) store.add(step(i));
    expect(store.count).toBe(many);
    expect(store.keptFirst).toBe(FIRST_STEPS);
    expect(many - store.keptFrom).toBeGreaterThanOrEqual(LATER_STEPS);
    expect(many - store.keptFrom).toBeLessThan(2 * LATER_STEPS);
    const kept = numbers(store.from(0, many));
    expect(kept.slice(0, FIRST_STEPS)).toEqual(Array.from({ length: FIRST_STEPS }, (_, i) => i));
    expect(kept[FIRST_STEPS]).toBe(store.keptFrom);
    expect(kept.at(-1)).toBe(many - 1);
    // In pages it is the same.
    const paged: number[] = [];
    for (let from = 0; ;) {
      const page = numbers(store.from(from, 50));
      paged.push(...page);
      if (page.length === 0) break;
      from = (page.at(-1) ?? 0) + 1;
    }
    expect(paged).toEqual(kept);
  });
});
