import { describe, expect, it } from 'vitest';
import { FloodWatch } from './flood-watch';

/** Looks each 50 ms while so many messages a second pass, one rate after the other. */
function looks(watch: FloodWatch, rates: readonly number[]): boolean[] {
  let counted = 0;
  watch.look(0, counted);
  return rates.map((rate, at) => watch.look((at + 1) * 50, (counted += rate / 20)));
}

describe('a flood', () => {
  it('begins at 20,000 a second, and ends below 15,000', () => {
    expect(looks(new FloodWatch(2), [1000, 19_000, 21_000, 16_000, 14_000, 16_000])).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is none where the window has a core of its own', () => {
    expect(looks(new FloodWatch(8), [1_000_000])).toEqual([false]);
  });

  it('is not what was there before the first look, and none where the capture was emptied', () => {
    const watch = new FloodWatch(2);
    expect(watch.look(0, 1_000_000)).toBe(false);
    expect(watch.look(50, 1_010_000)).toBe(true);
    expect(watch.look(100, 10)).toBe(false);
  });
});
