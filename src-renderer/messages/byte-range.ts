/** Bytes `[from, to)` that are marked in a frame. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** The range from the byte where marking began to the one it has come to, both included. */
export function rangeBetween(anchor: number, at: number): ByteRange {
  return { from: Math.min(anchor, at), to: Math.max(anchor, at) + 1 };
}

/** The byte that a key goes to from `at`; `undefined` where the key is none that moves. */
export function byteAfterKey(key: string, at: number, perLine: number, size: number): number | undefined {
  const within = (byte: number) => Math.min(Math.max(byte, 0), size - 1);
  switch (key) {
    case 'ArrowLeft':
      return within(at - 1);
    case 'ArrowRight':
      return within(at + 1);
    case 'ArrowUp':
      return at - perLine < 0 ? at : at - perLine;
    case 'ArrowDown':
      return at + perLine >= size ? at : at + perLine;
    case 'Home':
      return at - (at % perLine);
    case 'End':
      return within(at - (at % perLine) + perLine - 1);
    default:
      return undefined;
  }
}

/** The part of a range that lies on a line, as first and last place on it; `undefined` where none does. */
export function onLine(
  range: ByteRange | undefined,
  line: number,
  perLine: number,
): readonly [first: number, last: number] | undefined {
  if (!range) return undefined;
  const first = Math.max(range.from - line * perLine, 0);
  const last = Math.min(range.to - line * perLine, perLine) - 1;
  return first <= last ? [first, last] : undefined;
}

/** Which places of a line a search found, as one bit each from the first place; 0 where none. Hits are in their order. */
export function foundOnLine(hits: readonly ByteRange[], line: number, perLine: number): number {
  if (hits.length === 0) return 0;
  const from = line * perLine;
  let low = 0;
  let high = hits.length;
  // The first hit that ends behind the line's beginning.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  let bits = 0;
  for (let index = low; index < hits.length; index++) {
    const places = onLine(hits[index], line, perLine);
    if (!places) break;
    for (let place = places[0]; place <= places[1]; place++) bits |= 1 << place;
  }
  return bits;
}
