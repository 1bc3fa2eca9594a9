import type { CablePath } from './cable-path';
import type { Box } from './layout';

/** What of the document is seen, in pixels of the window; `boxes` are the nodes, in the document's coordinates. */
export interface PaintView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
}

/** Room around the cables for a pulse's halo and its number, in the document's pixels. */
const MARGIN = 26;
/** The region is cut in steps, so that the canvas keeps its size while a node is dragged a little. */
const STEP = 32;

/**
 * The part of the view, in whole pixels of the window, that the cables lie in: the canvas is made as large as that, because
 * what it costs is its area.
 */
export function regionOf(paths: Iterable<CablePath>, { x, y, zoom, width, height }: PaintView): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { bounds } of paths) {
    left = Math.min(left, bounds.x);
    top = Math.min(top, bounds.y);
    right = Math.max(right, bounds.x + bounds.width);
    bottom = Math.max(bottom, bounds.y + bounds.height);
  }
  const first = (value: number, offset: number) =>
    Math.max(Math.floor(((value - MARGIN) * zoom + offset) / STEP) * STEP, 0);
  const last = (value: number, offset: number, most: number) =>
    Math.min(Math.ceil(((value + MARGIN) * zoom + offset) / STEP) * STEP, Math.ceil(most));
  const from = { x: first(left, x), y: first(top, y) };
  const until = { x: last(right, x, width), y: last(bottom, y, height) };
  if (!(until.x > from.x && until.y > from.y)) return { x: 0, y: 0, width: 0, height: 0 };
  return { ...from, width: until.x - from.x, height: until.y - from.y };
}
