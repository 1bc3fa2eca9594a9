import { describe, expect, it } from 'vitest';
import { zoomToSee } from './zoom-to-see';

const SEEN = { x: 0, y: 0, width: 800, height: 500 };

describe('the zoom to see all', () => {
  it('is left alone where all is seen', () => {
    expect(zoomToSee({ x: 10, y: 10, width: 700, height: 400 }, SEEN, 1)).toBeUndefined();
  });

  it('stays where moving is enough', () => {
    expect(zoomToSee({ x: 300, y: 10, width: 700, height: 400 }, SEEN, 1)).toBe(1);
  });

  it('becomes smaller where there is more than fits, but not so small that nothing can be read', () => {
    expect(zoomToSee({ x: 0, y: 0, width: 900, height: 100 }, SEEN, 1)).toBeCloseTo(0.8);
    expect(zoomToSee({ x: 0, y: 0, width: 200, height: 9000 }, SEEN, 1)).toBeUndefined();
    const far = { x: 0, y: 0, width: 2000, height: 1250 };
    expect(zoomToSee({ x: 0, y: -60, width: 1600, height: 1100 }, far, 0.4)).toBeCloseTo(0.367, 2);
  });
});
