import { z } from 'zod';

/** What a section of items is of, without looking into it. */
export interface SectionSpan {
  /** Seq of its first item. */
  readonly first: number;
  readonly count: number;
  /** Seconds since the run began, of its first and its last item. */
  readonly from: number;
  readonly to: number;
  /** Which kinds of items are in it, a bit for each (flow.ts); absent where that is not known. */
  readonly kinds?: number | undefined;
  /** Rises when more becomes known of its items; absent where that cannot be. */
  readonly changes?: number;
}

/** Items, and bytes of their sections, that are in memory of an opened file at one time: about what a run keeps. */
export const PART = { items: 1_048_576, bytes: 128 * 1024 * 1024 } as const;

/** An `indx`: a span for each `ITEM`, in their order. */
export const spansSchema = z
  .array(z.tuple([z.int().min(1), z.int().min(1), z.number().min(0), z.number().min(0)]))
  .transform((spans): SectionSpan[] => spans.map(([first, count, from, to]) => ({ first, count, from, to })));

export function savedSpans(spans: readonly SectionSpan[]): unknown {
  return spans.map(({ first, count, from, to }) => [first, count, from, to]);
}

/**
 * Which sections `[begin, end)` to load so that a moment is among them: all where there is room, else as many as there is
 * room for, a quarter of them from before that moment. A part has no gap, so that the numbers of its items are those of the
 * file.
 * @param bytes of each section
 * @param at seconds since the run began; undefined is the begin
 */
export function partOf(
  spans: readonly SectionSpan[],
  bytes: readonly number[],
  at: number | undefined,
  room: { readonly items: number; readonly bytes: number } = PART,
): readonly [begin: number, end: number] {
  let begin =
    at === undefined
      ? 0
      : Math.max(
          0,
          spans.findLastIndex(({ from }) => from <= at),
        );
  let end = begin;
  let items = 0;
  let size = 0;
  const takes = (index: number, share: number): boolean => {
    const count = spans[index]?.count ?? 0;
    const length = bytes[index] ?? 0;
    if (items + count > room.items * share || size + length > room.bytes * share) return false;
    items += count;
    size += length;
    return true;
  };
  const follows = (index: number): boolean => {
    const before = spans[index - 1];
    return before !== undefined && before.first + before.count === spans[index]?.first;
  };
  // One section at the least, however large.
  if (spans.length > 0 && !takes(end, 1)) items = size = Infinity;
  if (spans.length > 0) end++;
  while (follows(begin) && takes(begin - 1, 0.25)) begin--;
  while (follows(end) && takes(end, 1)) end++;
  while (follows(begin) && takes(begin - 1, 1)) begin--;
  return [begin, end];
}
