/** A run of lines of the list, by their places, or of blocks by their numbers: from the first up to, but without, the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Lines that are moved together. Whatever is moved in a frame, the browser puts all its surfaces together anew, so a
 * list that is scrolled moves eight lines in one frame of a few rather than one or two in each.
 */
export const BLOCK_LINES = 8;

/**
 * Which of a fixed number of elements draws which block of lines: block `b` begins at the line `base + b × BLOCK_LINES` and
 * is drawn by element `b mod elements`. So a list that is scrolled writes the block anew that went out of sight.
 */
export interface Blocks {
  readonly base: number;
  readonly elements: number;
  /** The blocks that are drawn. */
  readonly drawn: Range;
  /** Number of the block whose element comes first in the document. */
  readonly order: number;
}

export const NO_BLOCKS: Blocks = { base: 0, elements: 1, drawn: { from: 0, to: 0 }, order: 0 };

/** A block as it is drawn: its element's number, the line it begins at, and those of its lines that the list has. */
export interface DrawnBlock {
  readonly element: number;
  readonly begin: number;
  readonly lines: Range;
}

/** How many elements draw so many lines, wherever the first of them stands in its block. */
export function elementsFor(lines: number): number {
  return Math.ceil((lines + BLOCK_LINES - 1) / BLOCK_LINES);
}

/**
 * The blocks drawn next, so that the lines `wanted` are among theirs. Where none of these is in a block that is drawn, the
 * first element begins with the first line, so that all of them stay where they are and only their texts change. Elements
 * stand in the document as their lines do for those who read it; while somebody scrolls they keep the order that they had.
 */
export function nextBlocks(before: Blocks, wanted: Range, elements: number, scrolling: boolean): Blocks {
  const touched = blocksOf(wanted, before.base);
  const apart = touched.from >= before.drawn.to || touched.to <= before.drawn.from;
  if (apart || elements !== before.elements) {
    return { base: wanted.from, elements, drawn: blocksOf(wanted, wanted.from), order: 0 };
  }
  const up = touched.from < before.drawn.from;
  const from = Math.min(touched.from, before.drawn.from);
  const to = Math.max(touched.to, before.drawn.to);
  const drawn = {
    from: up ? from : Math.max(from, to - elements),
    to: up ? Math.min(to, from + elements) : to,
  };
  return { base: before.base, elements, drawn, order: scrolling ? before.order : drawn.from };
}

/** True where the lines `wanted` are all in blocks that are drawn. */
export function areDrawn(wanted: Range, { base, drawn }: Blocks): boolean {
  const touched = blocksOf(wanted, base);
  return touched.from >= drawn.from && touched.to <= drawn.to;
}

/** The blocks that have lines of `within`, in the order of their elements in the document. */
export function blocksInOrder({ base, elements, drawn, order }: Blocks, within: Range): readonly DrawnBlock[] {
  const blocks: DrawnBlock[] = [];
  for (let at = 0; at < elements; at++) {
    const number = drawn.from + modulo(order + at - drawn.from, elements);
    const begin = base + number * BLOCK_LINES;
    const lines = { from: Math.max(begin, within.from), to: Math.min(begin + BLOCK_LINES, within.to) };
    if (number < drawn.to && lines.from < lines.to) blocks.push({ element: modulo(number, elements), begin, lines });
  }
  return blocks;
}

function blocksOf({ from, to }: Range, base: number): Range {
  return { from: Math.floor((from - base) / BLOCK_LINES), to: Math.ceil((to - base) / BLOCK_LINES) };
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
