import { describe, expect, it } from 'vitest';
import { dragged, gripAt, nudged } from './brush';

const span = { from: 10, to: 20 };

describe('the brush', () => {
  it('begins anew outside of the span, moves it from within, and takes its edges', () => {
    expect(dragged(gripAt(5, undefined, 1), 2, 100)).toEqual({ from: 2, to: 5 });
    expect(dragged(gripAt(30, span, 1), 40, 100)).toEqual({ from: 30, to: 40 });
    expect(dragged(gripAt(15, span, 1), 18, 100)).toEqual({ from: 13, to: 23 });
    expect(dragged(gripAt(10.5, span, 1), 4, 100)).toEqual({ from: 4, to: 20 });
    expect(dragged(gripAt(19.5, span, 1), 6, 100)).toEqual({ from: 6, to: 10 });
  });

  it('never leaves the run', () => {
    expect(dragged(gripAt(15, span, 1), 500, 100)).toEqual({ from: 90, to: 100 });
    expect(dragged(gripAt(15, span, 1), -500, 100)).toEqual({ from: 0, to: 10 });
    expect(dragged(gripAt(30, span, 1), 500, 100)).toEqual({ from: 30, to: 100 });
    expect(nudged(span, -3, 100)).toEqual({ from: 0, to: 10 });
    expect(nudged(span, 0.5, 22)).toEqual({ from: 12, to: 22 });
  });
});
