/** A list of numbered rows and the place it is seen through. Rows vanish from the front: `first` moves up. */
export interface ListShape {
  /** Index of the first row that is there. */
  readonly first: number;
  readonly count: number;
  /** Heights in pixels. */
  readonly rowHeight: number;
  readonly viewport: number;
}

/**
 * Tallest element that is made, in pixels. Browsers cut off elements somewhere above 16 million (Firefox 17.9, Chromium
 * 33.5 million); a longer list is scrolled at a scale.
 */
export const TALLEST = 12_000_000;

/** Height of the element that is scrolled, in proportion to its rows. */
export function scrollHeight({ count, rowHeight }: ListShape): number {
  return Math.min(count * rowHeight, TALLEST);
}

/** The top that shows the end of the list, as a row's index with a fraction. */
export function lowestTop({ first, count, rowHeight, viewport }: ListShape): number {
  return first + Math.max(0, count - viewport / rowHeight);
}

/** A top within the list. */
export function clampTop(top: number, shape: ListShape): number {
  return Math.min(Math.max(top, shape.first), lowestTop(shape));
}

/**
 * Height to draw the scrolled element at, given the one it was drawn at. While the list follows, its end is in sight
 * whatever the height is, and a new height costs a layout of everything: it is drawn anew only once in a while.
 */
export function drawnHeight(before: number, following: boolean, shape: ListShape): number {
  const exact = scrollHeight(shape);
  const enough = before > shape.viewport * 2 && before <= exact && exact < before * 1.5;
  return following && enough ? before : exact;
}

/** Where the scroll bar of an element of that height stands when row `top` (with a fraction) is at the upper edge. */
export function scrollTopOf(top: number, height: number, shape: ListShape): number {
  const rows = lowestTop(shape) - shape.first;
  if (rows <= 0) return 0;
  return ((clampTop(top, shape) - shape.first) / rows) * (height - shape.viewport);
}

/**
 * True where a bar that stands at `bar` need not be put to `wanted`: the thumb would not be seen to move, and there is room
 * enough on both sides to scroll. At the ends it stands exactly.
 */
export function barStands(bar: number, wanted: number, height: number, { viewport }: ListShape): boolean {
  const thumb = height / Math.max(1, viewport);
  const room = Math.min(wanted, height - viewport - wanted);
  return Math.abs(bar - wanted) <= Math.max(1, Math.min(thumb, room) / 4);
}

/**
 * The row at the upper edge after the scroll bar of an element of that height moved from `from`, where it stood for
 * `top`, to `to`: pixel by pixel under the wheel, and in proportion where the bar itself is dragged.
 */
export function topAfterScroll(top: number, from: number, to: number, height: number, shape: ListShape): number {
  const range = height - shape.viewport;
  if (range <= 0 || to <= 0) return shape.first;
  if (to >= range - 0.5) return lowestTop(shape);
  if (Math.abs(to - from) <= shape.viewport) return clampTop(top + (to - from) / shape.rowHeight, shape);
  return shape.first + (to / range) * (lowestTop(shape) - shape.first);
}

/** True where the end of the list is in sight, give or take half a row. */
export function isAtEnd(top: number, shape: ListShape): boolean {
  return top >= lowestTop(shape) - 0.5;
}

/** The rows in sight, and where the first of them begins, in pixels above the upper edge (0 or less). */
export function rowsInSight(
  top: number,
  shape: ListShape,
): { readonly from: number; readonly to: number; readonly offset: number } {
  const from = Math.floor(top);
  const to = Math.min(shape.first + shape.count, Math.ceil(top + shape.viewport / shape.rowHeight));
  return { from: Math.max(shape.first, from), to: Math.max(from, to), offset: (from - top) * shape.rowHeight };
}

/** The nearest top from which the row at `index` is wholly in sight. */
export function topToShow(index: number, top: number, shape: ListShape): number {
  const rows = shape.viewport / shape.rowHeight;
  if (index < top) return clampTop(index, shape);
  if (index + 1 > top + rows) return clampTop(index + 1 - rows, shape);
  return top;
}
