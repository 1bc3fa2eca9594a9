import { describe, expect, it } from 'vitest';
import { windowArea } from './window-bounds';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const desk = { x: 1440, y: 0, width: 2560, height: 1440 };

describe('where the window opens', () => {
  it('is the middle of the main display at first', () => {
    expect(windowArea(undefined, [laptop, desk])).toEqual({ x: 80, y: 63, width: 1280, height: 800 });
  });

  it('is where it was', () => {
    const before = { x: 1600, y: 100, width: 1500, height: 900, maximized: false };
    expect(windowArea(before, [laptop, desk])).toEqual({ x: 1600, y: 100, width: 1500, height: 900 });
  });

  it('is pulled back onto the display that it hangs over the edge of', () => {
    const before = { x: 3500, y: -40, width: 1500, height: 900, maximized: false };
    expect(windowArea(before, [laptop, desk])).toEqual({ x: 2500, y: 0, width: 1500, height: 900 });
  });

  it('is the middle of the main display when its own display was taken away', () => {
    const before = { x: 1600, y: 100, width: 1500, height: 900, maximized: false };
    expect(windowArea(before, [laptop])).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
  });

  it('is never smaller than can be worked in, nor larger than a small display', () => {
    const tiny = { x: 100, y: 100, width: 10, height: 10, maximized: false };
    expect(windowArea(tiny, [laptop])).toEqual({ x: 100, y: 100, width: 960, height: 600 });
    expect(windowArea(undefined, [{ x: 0, y: 0, width: 800, height: 480 }])).toEqual({
      x: 0,
      y: 0,
      width: 800,
      height: 480,
    });
  });
});
