import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PassageLog } from './passage-log';

test('finds what was given last of all alike first in, also after it has grown', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3000 }), (given) => {
      const log = new PassageLog();
      const waiting: number[][] = [];
      given.forEach((hash, index) => {
        const entry = log.add(hash, hash, 0, 0, index);
        log.give(entry, index);
        (waiting[hash] ??= []).push(entry);
        // Every third message is seen behind the device.
        if (index % 3 !== 0) return;
        const found = log.find(hash, index, 7, 0);
        expect(found).toBe(waiting[hash]?.shift());
        log.done(found);
      });
      waiting.forEach((entries, hash) => {
        expect(log.find(hash, given.length, 7, 0)).toBe(entries[0] ?? -1);
      });
      expect(log.lost).toBe(0);
    }),
    { numRuns: 30 },
  );
});

test('lets the oldest go, counted, where nothing comes out behind the device', () => {
  const log = new PassageLog();
  for (let index = 0; index < 20_000; index++) log.give(log.add(index + 1, index + 1, 0, 0, index), index);
  expect(log.lost).toBe(20_000 - 16 * 1024);
  expect(log.find(1, 20_000, 1, 0)).toBe(-1);
  expect(log.find(20_000, 20_000, 1, 0)).toBe(19_999);
});

test('knows nothing of what was not handed over yet, or goes by another connection', () => {
  const log = new PassageLog();
  const entry = log.add(5, 5, 0, 9, 1);
  expect(log.find(5, 10, 9, 0)).toBe(-1);
  log.give(entry, 4);
  expect([log.find(5, 3, 9, 0), log.find(5, 4, 8, 0), log.find(5, 4, 9, 0)]).toEqual([-1, -1, entry]);
});

test('finds the first that is left of messages that cannot be read', () => {
  const step = fc.record({ to: fc.constantFrom(0, 0, 1, 2), given: fc.boolean(), seen: fc.constantFrom(0, 1, 2) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 3000 }), (steps) => {
      const log = new PassageLog();
      let left: { entry: number; to: number }[] = [];
      steps.forEach(({ to, given, seen }, index) => {
        const entry = log.add(index + 1, index + 1, 0, to, index);
        if (given) {
          log.give(entry, index);
          left.push({ entry, to });
        } else log.done(entry);
        if (seen === 0) return;
        const expected = left.find((one) => one.to === 0 || one.to === seen)?.entry ?? -1;
        expect(log.find(0, index, seen, 0)).toBe(expected);
        if (expected < 0) return;
        log.done(expected);
        left = left.filter((one) => one.entry !== expected);
      });
    }),
    { numRuns: 30 },
  );
});
