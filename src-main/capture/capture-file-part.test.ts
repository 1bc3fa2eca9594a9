import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partOf, type SectionSpan } from './capture-file-part';

function spans(count: number, items = 10): SectionSpan[] {
  return Array.from({ length: count }, (_, index) => ({
    first: index * items + 1,
    count: items,
    from: index,
    to: index + 1,
  }));
}

function sizes(count: number): number[] {
  return Array.from({ length: count }, () => 100);
}

describe('a part of a capture file', () => {
  it('is all of it where there is room', () => {
    expect(partOf(spans(20), sizes(20), 7, { items: 200, bytes: 2000 })).toEqual([0, 20]);
    expect(partOf([], [], undefined)).toEqual([0, 0]);
  });

  it('begins with the file, ends with it, and has a quarter from before a moment in the middle', () => {
    const room = { items: 80, bytes: 1e9 };
    expect(partOf(spans(100), sizes(100), undefined, room)).toEqual([0, 8]);
    expect(partOf(spans(100), sizes(100), 50.5, room)).toEqual([49, 57]);
    expect(partOf(spans(100), sizes(100), 1000, room)).toEqual([92, 100]);
  });

  it('ends where items are missing', () => {
    const gap = spans(100).map((span, index) => (index < 50 ? span : { ...span, first: span.first + 7 }));
    const room = { items: 80, bytes: 1e9 };
    expect(partOf(gap, sizes(100), 47, room)).toEqual([42, 50]);
    expect(partOf(gap, sizes(100), 50.5, room)).toEqual([50, 58]);
    expect(partOf(gap, sizes(100), 0, { items: 2000, bytes: 1e9 })).toEqual([0, 50]);
  });

  it('has the moment, in sections behind one another, and never more than there is room for, but for a single one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 200 }),
        (counts, at, room) => {
          const all = counts.map((count, index) => ({ first: index * 100 + 1, count, from: index, to: index + 1 }));
          const [begin, end] = partOf(all, counts, at, { items: room, bytes: room });
          const found = Math.min(Math.floor(at), counts.length - 1);
          expect(begin <= found && found < end).toBe(true);
          const taken = counts.slice(begin, end).reduce((sum, count) => sum + count, 0);
          expect(taken <= room || end - begin === 1).toBe(true);
        },
      ),
    );
  });
});
