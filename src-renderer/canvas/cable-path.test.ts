import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cableBetween, pointAt, type Jack } from './cable-path';

const jacks = (x: number, y: number, width = 200): readonly Jack[] => [
  { x, y, side: 'left' },
  { x: x + width, y, side: 'right' },
];

describe('the cable between two nodes', () => {
  it('leaves by the sides that face each other', () => {
    expect(cableBetween(jacks(0, 0), jacks(400, 0))).toMatchObject({ from: { side: 'right' }, to: { side: 'left' } });
    expect(cableBetween(jacks(400, 0), jacks(0, 0))).toMatchObject({ from: { side: 'left' }, to: { side: 'right' } });
  });

  it('loops on one side where nodes lie above each other', () => {
    const { from, to } = cableBetween(jacks(0, 0), jacks(0, 200));
    expect(from.side).toBe(to.side);
  });

  it('keeps to the side that a device gives a socket', () => {
    const frontend: Jack = { x: 0, y: 0, side: 'left' };
    expect(cableBetween([frontend], jacks(300, 0)).from).toBe(frontend);
  });

  it('is as long as it is where it is straight', () => {
    expect(cableBetween(jacks(0, 50), jacks(400, 50)).length).toBeCloseTo(200, 6);
  });

  it('sets parallel cables apart, evenly on both sides', () => {
    const [up, down] = [-0.5, 0.5].map((lane) => cableBetween(jacks(0, 0), jacks(400, 0), lane).middle.y);
    expect(up).toBeCloseTo(-11, 6);
    expect(down).toBeCloseTo(11, 6);
  });
});

describe('a point on a cable', () => {
  it('is its ends at 0 and 1, and moves evenly between', () => {
    const coordinate = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x1, y1, x2, y2) => {
        const path = cableBetween(jacks(x1, y1), jacks(x2, y2));
        const spot = { x: 0, y: 0 };
        pointAt(path, 0, spot);
        expect(spot).toEqual({ x: path.from.x, y: path.from.y });
        pointAt(path, 1, spot);
        expect(spot.x).toBeCloseTo(path.to.x, 6);
        expect(spot.y).toBeCloseTo(path.to.y, 6);
        let before = { x: path.from.x, y: path.from.y };
        for (let step = 1; step <= 20; step++) {
          pointAt(path, step / 20, spot);
          // A chord is never longer than the piece of the way that it spans.
          expect(Math.hypot(spot.x - before.x, spot.y - before.y)).toBeLessThanOrEqual(path.length / 20 + 1e-6);
          before = { ...spot };
        }
      }),
    );
  });

  it('stays on the cable where one asks beyond its ends', () => {
    const path = cableBetween(jacks(0, 0), jacks(400, 0));
    const spot = { x: 0, y: 0 };
    pointAt(path, -0.3, spot);
    expect(spot.x).toBe(200);
    pointAt(path, 1.3, spot);
    expect(spot.x).toBeCloseTo(400, 6);
  });
});
