/** Whole numbers as ranges `[from, to)`, in ascending order; none is empty, and no two touch. */
export type Ranges = readonly (readonly [from: number, to: number])[];

export const NO_RANGES: Ranges = [];

/** How many numbers there are. */
export function rangesCount(ranges: Ranges): number {
  let count = 0;
  for (const [from, to] of ranges) count += to - from;
  return count;
}

/** Whether a number is among them; takes a time that grows with the logarithm of the number of ranges. */
export function inRanges(ranges: Ranges, number: number): boolean {
  const range = ranges[rangesUpTo(ranges, number) - 1];
  return range !== undefined && number < range[1];
}

/** With the numbers `[from, to)` as well. */
export function withRange(ranges: Ranges, from: number, to: number): Ranges {
  if (to <= from) return ranges;
  const before = ranges.filter(([, end]) => end < from);
  const after = ranges.filter(([start]) => start > to);
  const touched = ranges.slice(before.length, ranges.length - after.length);
  const low = Math.min(from, touched[0]?.[0] ?? from);
  const high = Math.max(to, touched.at(-1)?.[1] ?? to);
  return [...before, [low, high], ...after];
}

/** Without the numbers `[from, to)`. */
export function withoutRange(ranges: Ranges, from: number, to: number): Ranges {
  if (to <= from) return ranges;
  return ranges.flatMap(([start, end]) =>
    [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(([low, high]) => low < high),
  );
}

/** Those of the numbers that are in `[from, to)`. */
export function clipRanges(ranges: Ranges, from: number, to: number): Ranges {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last || (first[0] >= from && last[1] <= to)) return ranges;
  return ranges.flatMap(([start, end]) => {
    const clipped = [Math.max(start, from), Math.min(end, to)] as const;
    return clipped[0] < clipped[1] ? [clipped] : [];
  });
}

/** The number that has `place` others before it; `undefined` beyond the last. */
export function numberAt(ranges: Ranges, place: number): number | undefined {
  let before = 0;
  for (const [from, to] of ranges) {
    if (place < before + to - from) return from + place - before;
    before += to - from;
  }
  return undefined;
}

/** Of the numbers in their order those from `place` on, at most `count`. */
export function rangesFrom(ranges: Ranges, place: number, count: number): Ranges {
  const first = numberAt(ranges, place);
  if (first === undefined || count <= 0) return NO_RANGES;
  const last = numberAt(ranges, place + count - 1) ?? Infinity;
  return clipRanges(ranges, first, last + 1);
}

/** How many ranges begin at the number or before it. */
function rangesUpTo(ranges: Ranges, number: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[0] ?? Infinity) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}
