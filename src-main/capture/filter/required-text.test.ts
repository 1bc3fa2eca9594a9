import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../shared/filter/regex';
import { requiredText } from './required-text';

describe('the text that every match holds', () => {
  it.each([
    ['err(or)?', 'err'],
    ['abc+d', 'abc'],
    ['abcd?e', 'abc'],
    ['a{2}bc', 'bc'],
    ['x|error', ''],
    ['(x|y)error', 'error'],
    [String.raw`\d+\.\d+ ms`, ' ms'],
    [String.raw`\x41bc`, ''],
    [String.raw`\p{L}bc`, ''],
    ['[[:alpha:]x]abc', ''],
    ['[]abc]de', 'de'],
    ['(?i)abc', ''],
    ['^$', ''],
  ])('of %s is "%s"', (pattern, expected) => {
    expect(requiredText({ pattern, flags: '' })).toBe(expected);
  });

  it('does not rest on letters that have a counterpart beyond ASCII', () => {
    expect(requiredText({ pattern: 'okay', flags: 'i' })).toBe('ay');
    expect(requiredText({ pattern: 'okay', flags: '' })).toBe('okay');
  });

  it('is in every text that an expression matches', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'k',
      '.',
      '(',
      ')',
      '|',
      '?',
      '*',
      '+',
      '{2}',
      '{0,1}',
      '[ab]',
      '[^a]',
      String.raw`\b`,
      String.raw`\.`,
      '^',
    );
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'k', 'B', '.', 'K'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), text, fc.boolean(), (pieces, hay, anyCase) => {
        const regex = { pattern: pieces.join(''), flags: anyCase ? 'i' : '' };
        const compiled = compileRegex(regex);
        if (!compiled.ok || !compiled.value(hay)) return;
        expect(hay.toLowerCase()).toContain(requiredText(regex).toLowerCase());
      }),
      { numRuns: 1500 },
    );
  });
});
