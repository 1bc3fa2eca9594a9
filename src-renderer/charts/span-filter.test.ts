import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../shared/filter/parse';
import { spanIn, withSpan } from './span-filter';

const span = { from: 1.5, to: 3 };

describe('the part of a run in a filter', () => {
  it.each(['', 'hello', 'node:client size>10', 'a or b', 'not x', '(a or b) kind:command'])(
    'is put beside “%s” and taken out again',
    (text) => {
      const narrowed = withSpan(text, span);
      expect(parseFilter(narrowed).ok).toBe(true);
      expect(spanIn(narrowed)).toEqual(span);
      expect(withSpan(narrowed, { from: 4, to: 5 })).toBe(withSpan(text, { from: 4, to: 5 }));
      expect(withSpan(narrowed, undefined)).toBe(withSpan(text, undefined));
      expect(spanIn(text)).toBeUndefined();
    },
  );

  it('keeps what the filter was for', () => {
    expect(withSpan('hello', span)).toBe('hello t:1.5..3');
    expect(withSpan('a or b', span)).toBe('(a or b) t:1.5..3');
    expect(withSpan('a or b', undefined)).toBe('a or b');
    expect(withSpan('((', span)).toBe('t:1.5..3');
  });

  it('loses nothing at its edges', () => {
    expect(spanIn(withSpan('', { from: 1.00049, to: 2.00051 }))).toEqual({ from: 1, to: 2.001 });
    expect(spanIn(withSpan('', { from: 1e-7, to: 12_345.6789 }))).toEqual({ from: 0, to: 12_345.679 });
  });
});
