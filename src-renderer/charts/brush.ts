import type { TimeSpan } from './chart-range';

/** What is being done with the pointer: a new span, one moved as a whole, or one of its edges. */
export type Grip =
  | { readonly type: 'new'; readonly at: number }
  | { readonly type: 'move'; readonly at: number; readonly span: TimeSpan }
  | { readonly type: 'edge'; readonly fixed: number };

/**
 * What a pointer that goes down at `t` takes hold of.
 * @param near seconds that a few pixels are
 */
export function gripAt(t: number, span: TimeSpan | undefined, near: number): Grip {
  if (!span) return { type: 'new', at: t };
  if (Math.abs(t - span.from) <= near) return { type: 'edge', fixed: span.to };
  if (Math.abs(t - span.to) <= near) return { type: 'edge', fixed: span.from };
  return t > span.from && t < span.to ? { type: 'move', at: t, span } : { type: 'new', at: t };
}

/** The span while the pointer is at `t`, within a run that ends at `end`. */
export function dragged(grip: Grip, t: number, end: number): TimeSpan {
  const to = Math.min(Math.max(t, 0), end);
  if (grip.type === 'move') {
    const length = grip.span.to - grip.span.from;
    const from = Math.min(Math.max(grip.span.from + t - grip.at, 0), Math.max(0, end - length));
    return { from, to: from + length };
  }
  const fixed = grip.type === 'new' ? grip.at : grip.fixed;
  return { from: Math.min(fixed, to), to: Math.max(fixed, to) };
}

/** A span moved by a part of its length, as the arrow keys do. */
export function nudged({ from, to }: TimeSpan, part: number, end: number): TimeSpan {
  const length = to - from;
  const start = Math.min(Math.max(from + length * part, 0), Math.max(0, end - length));
  return { from: start, to: start + length };
}
