import type { Box } from './layout';

/** Below this hardly anything could be read, so what lies outside stays there, unless it was about as small before. */
const LEAST_ZOOM = 0.5;
const ABOUT = 0.8;
const TOP = 32;
const SIDE = 40;
const BOTTOM = 64;
/** Room at the edges that is kept free: the controls lie at the bottom. */
export const VIEW_PADDING = { top: `${TOP}px`, x: `${SIDE}px`, bottom: `${BOTTOM}px` } as const;

/**
 * The zoom at which all of `bounds` is in view, never nearer than now; `undefined` where it is in view as it is, or would
 * become too small.
 *
 * @param seen what the canvas shows now, in the same coordinates
 */
export function zoomToSee(bounds: Box, seen: Box, zoom: number): number | undefined {
  const inside =
    bounds.x >= seen.x &&
    bounds.y >= seen.y &&
    bounds.x + bounds.width <= seen.x + seen.width &&
    bounds.y + bounds.height <= seen.y + seen.height;
  if (inside) return undefined;
  const width = seen.width * zoom - 2 * SIDE;
  const height = seen.height * zoom - TOP - BOTTOM;
  const fitting = Math.min(zoom, width / bounds.width, height / bounds.height);
  return fitting >= Math.min(LEAST_ZOOM, zoom * ABOUT) ? fitting : undefined;
}
