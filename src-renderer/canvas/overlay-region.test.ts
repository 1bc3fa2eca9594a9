import { expect, it } from 'vitest';
import { cableBetween } from './cable-path';
import { regionOf, type PaintView } from './overlay-region';

const view: PaintView = { x: 0, y: 0, zoom: 1, width: 1000, height: 600, boxes: [] };
const cable = cableBetween([{ x: 200, y: 100, side: 'right' }], [{ x: 500, y: 300, side: 'left' }]);

it('the overlay covers its cables, with room for what is drawn on them', () => {
  const { x, y, width, height } = regionOf([cable], view);
  expect(x <= 176 && y <= 76 && x + width >= 524 && y + height >= 324).toBe(true);
  expect(width * height).toBeLessThan(1000 * 600);
});

it('the overlay never reaches beyond the view, and is empty where no cable is seen', () => {
  const near = regionOf([cable], { ...view, zoom: 3, x: -900 });
  expect(near.x >= 0 && near.x + near.width <= 1000 && near.y >= 0 && near.y + near.height <= 600).toBe(true);
  expect(regionOf([cable], { ...view, x: -5000 })).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  expect(regionOf([], view)).toEqual({ x: 0, y: 0, width: 0, height: 0 });
});
