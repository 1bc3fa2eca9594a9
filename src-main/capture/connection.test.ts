import { expect, test } from 'vitest';
import { CaptureRing } from './ring';
import { writeItem, writeRun } from './testing/write-items';

test('each item says which connection it went over, also in a run', () => {
  const ring = new CaptureRing({ now: () => 0, items: 40, bytes: 4096 });
  const text = Buffer.from('x');
  writeItem(ring.writer(3, 0, 7), 0, [text]);
  writeRun(
    ring.writer(3, 1, 8),
    Array.from({ length: 20 }, () => [text]),
  );
  writeItem(ring.writer(3, 0), 0, [text]);
  expect(ring.connectionOf(1)).toBe(7);
  expect(Array.from({ length: 20 }, (_, index) => ring.connectionOf(index + 2))).toEqual(Array(20).fill(8));
  expect(ring.connectionOf(22)).toBe(0);
});
