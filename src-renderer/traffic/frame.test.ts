import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onFrame, wake } from './frame';

/** Frames that were asked for and not drawn yet. */
let asked: ((now: number) => void)[] = [];

function drawFrame(now: number): void {
  for (const draw of asked.splice(0)) draw(now);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: (now: number) => void) => asked.push(draw));
});

afterEach(() => {
  drawFrame(0);
  asked = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the animation loop', () => {
  it('goes on as long as somebody wants the next frame, and no longer', () => {
    let wanted = 3;
    const stop = onFrame(() => --wanted > 0);
    for (let frame = 0; asked.length > 0; frame++) drawFrame(frame * 16);
    expect(wanted).toBe(0);
    stop();
  });

  it('waits where only a later frame is wanted, and draws an earlier one that comes', () => {
    const drawn: number[] = [];
    const stop = onFrame((now) => {
      drawn.push(now);
      return 45;
    });
    drawFrame(0);
    vi.advanceTimersByTime(30);
    expect(asked).toHaveLength(0);
    wake();
    drawFrame(30);
    vi.advanceTimersByTime(30);
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(15);
    drawFrame(75);
    expect(drawn).toEqual([0, 30, 75]);
    stop();
  });
});
