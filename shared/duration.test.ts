import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationMs, formatDuration, parseDuration } from './duration';

describe('durations', () => {
  it('reads each unit', () => {
    expect(['250ms', '1s', '1.5s', '2m', '1h', 40].map(durationMs)).toEqual([250, 1000, 1500, 120_000, 3_600_000, 40]);
  });

  it('says how to write one', () => {
    expect(parseDuration('soon')).toEqual({ ok: false, error: expect.stringContaining('"250ms"') });
    expect(parseDuration(-1).ok).toBe(false);
    expect(parseDuration('25h').ok).toBe(false);
    expect(parseDuration('').ok).toBe(false);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400_000 }),
        (ms) => void expect(durationMs(formatDuration(ms))).toBe(ms),
      ),
    );
  });
});
