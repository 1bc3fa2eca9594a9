/** How many lines bytes take at so many a line; an empty frame takes none. */
export function hexLineCount(size: number, perLine: number): number {
  return Math.ceil(size / perLine);
}

/** The offset a line begins at, in hexadecimal, padded so that all of a frame's offsets are equally wide. */
export function offsetText(line: number, perLine: number, size: number): string {
  const width = Math.max(4, Math.max(0, size - 1).toString(16).length);
  return (line * perLine).toString(16).padStart(width, '0');
}

/**
 * One text cell for each byte of `bytes[from, to)`: the character where one begins, '' where a byte goes on with the
 * character of the byte before, and `·` for what cannot be shown. A character of several bytes stands at its first
 * byte, also where its other bytes are on the next line.
 */
export function textCells(bytes: Uint8Array, from: number, to: number): string[] {
  const cells: string[] = [];
  let at = sequenceStart(bytes, from);
  while (at < to) {
    const length = sequenceLength(bytes, at);
    const character = length === 0 ? '·' : shown(bytes, at, length);
    for (let part = 0; part < Math.max(1, length) && at + part < to; part++) {
      if (at + part >= from) cells.push(character === '·' || part === 0 ? character : '');
    }
    at += Math.max(1, length);
  }
  return cells;
}

/** First and last byte of the character that the byte at `index` belongs to: what is marked when one points at it. */
export function characterRange(bytes: Uint8Array, index: number): readonly [first: number, last: number] {
  const start = sequenceStart(bytes, index);
  const length = sequenceLength(bytes, start);
  return start + length > index ? [start, start + length - 1] : [index, index];
}

/** How many bytes fit on a line of so many columns: sixteen, or eight where the place is narrow. */
export function bytesPerLine(columns: number, size: number): 8 | 16 {
  const offset = Math.max(4, Math.max(0, size - 1).toString(16).length);
  // Offset, two gaps of two, three columns a byte in hexadecimal with one more in the middle, one a byte in text.
  return columns >= offset + 4 + 16 * 3 + 1 + 16 ? 16 : 8;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Where the well-formed character begins that the byte at `index` is part of; `index` itself where it is of none. */
function sequenceStart(bytes: Uint8Array, index: number): number {
  for (let back = 1; back <= 3 && index - back >= 0 && isContinuation(bytes[index - back + 1]); back++) {
    const length = sequenceLength(bytes, index - back);
    if (length > back) return index - back;
  }
  return index;
}

/** Length of the well-formed UTF-8 sequence that begins at `at` (RFC 3629 section 4); 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === undefined) return 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  for (let part = 1; part < length; part++) {
    if (!isContinuation(bytes[at + part])) return 0;
  }
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  if (first === 0xf4 && second > 0x8f) return 0;
  return length;
}

function shown(bytes: Uint8Array, at: number, length: number): string {
  let code = bytes[at] ?? 0;
  if (length === 1) return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·';
  code &= length === 2 ? 0x1f : length === 3 ? 0x0f : 0x07;
  for (let part = 1; part < length; part++) code = (code << 6) | ((bytes[at + part] ?? 0) & 0x3f);
  const character = String.fromCodePoint(code);
  // Controls, formats, separators, marks that would join the cell before, and what is not assigned have no place in a grid.
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? character : '·';
}
