/** A run of lines of the list, by their places: from the first up to, but without, the last. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Which of a fixed number of elements draws which line: the line at `place` is drawn by element `(place − base) mod
 * elements`. So a list that is scrolled by a line writes one element anew, the one whose line went out of sight.
 */
export interface LineElements {
  readonly base: number;
  readonly elements: number;
  /** The lines that were drawn last. */
  readonly drawn: LineRange;
  /** Place of the line whose element comes first in the document. */
  readonly order: number;
}

export const NO_LINES: LineElements = { base: 0, elements: 1, drawn: { from: 0, to: 0 }, order: 0 };

/**
 * The lines that are drawn where they are to begin at `from`: `count` of them wherever the list has so many, so that no
 * element is made or taken away while somebody scrolls.
 */
export function drawnLines(from: number, count: number, list: { first: number; count: number }): LineRange {
  const end = list.first + list.count;
  const begin = Math.max(list.first, Math.min(from, end - count));
  return { from: begin, to: Math.min(end, begin + count) };
}

/**
 * The elements for the lines `drawn` next. Where none of those before is drawn any more, the first element takes the first
 * line, so that all of them stay where they are and only their texts change. Elements stand in the document as their lines
 * do for those who read it; while somebody scrolls they keep the order that they had, for moving one costs more than
 * writing it.
 */
export function nextLines(before: LineElements, drawn: LineRange, elements: number, scrolling: boolean): LineElements {
  const apart = drawn.from >= before.drawn.to || drawn.to <= before.drawn.from;
  const base = apart || elements !== before.elements ? drawn.from : before.base;
  const order = scrolling && !apart ? before.order : drawn.from;
  return { base, elements, drawn, order };
}

/** Number of the element that draws a line. */
export function elementOf(place: number, { base, elements }: LineElements): number {
  return modulo(place - base, elements);
}

/** The drawn lines in the order of their elements in the document. */
export function linesInOrder({ drawn, order, elements }: LineElements): readonly number[] {
  const lines: number[] = [];
  for (let at = 0; at < elements; at++) {
    const place = drawn.from + modulo(order + at - drawn.from, elements);
    if (place < drawn.to) lines.push(place);
  }
  return lines;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
