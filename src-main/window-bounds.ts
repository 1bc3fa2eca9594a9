import type { Settings } from '../shared/settings';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST_WINDOW = { width: 960, height: 600 } as const;
export const FIRST_WINDOW = { width: 1280, height: 800 } as const;

/**
 * Where a window is to open: where it was, made to fit the display that shows most of it. A place that no display shows any
 * more gives way to the middle of the main display. All numbers are device-independent pixels.
 */
export function windowArea(remembered: Settings['window'], workAreas: readonly Area[]): Area {
  const main = workAreas[0] ?? { x: 0, y: 0, ...FIRST_WINDOW };
  if (!remembered) return centered(FIRST_WINDOW, main);
  let display: Area | undefined;
  let shown = 0;
  for (const area of workAreas) {
    const overlap = sharedPixels(remembered, area);
    if (overlap > shown) [display, shown] = [area, overlap];
  }
  return display ? fitted(remembered, display) : centered(remembered, main);
}

function centered(size: { readonly width: number; readonly height: number }, area: Area): Area {
  const { width, height } = fitted({ x: 0, y: 0, width: size.width, height: size.height }, area);
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + (area.height - height) / 2),
    width,
    height,
  };
}

function fitted(wanted: Area, area: Area): Area {
  const width = Math.round(Math.min(Math.max(wanted.width, SMALLEST_WINDOW.width), area.width));
  const height = Math.round(Math.min(Math.max(wanted.height, SMALLEST_WINDOW.height), area.height));
  return {
    x: Math.round(Math.min(Math.max(wanted.x, area.x), area.x + area.width - width)),
    y: Math.round(Math.min(Math.max(wanted.y, area.y), area.y + area.height - height)),
    width,
    height,
  };
}

function sharedPixels(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}
