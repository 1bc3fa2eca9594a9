import { expect, it } from 'vitest';
import { columnsOf } from './item-columns';
import { itemSection } from './item-section';
import { steadyRing, writeMessage } from './testing/captured';

it('reads a section in place, wherever in a buffer it begins', () => {
  const ring = steadyRing();
  for (const text of ['one', 'two', 'three']) writeMessage(ring, [text], { flow: 7, connection: 9 });
  const { items } = itemSection(ring, 1, 4);
  for (const shift of [0, 1, 4]) {
    const shifted = Buffer.concat([Buffer.alloc(64 * 1024 + shift), items]).subarray(64 * 1024 + shift);
    const { times, flows, connections, lengths, records } = columnsOf(shifted);
    expect([...times]).toEqual([ring.timeOf(1), ring.timeOf(2), ring.timeOf(3)]);
    expect([[...flows], [...connections], [...lengths]]).toEqual([
      [7, 7, 7],
      [9, 9, 9],
      [5, 5, 7],
    ]);
    expect(Buffer.from(records).toString('latin1')).toBe('\0\x03one\0\x03two\0\x05three');
  }
});
