import type { FilterTerm, JsonTest } from '../../../shared/filter/ast';
import { compileRegex } from '../../../shared/filter/regex';
import { utf8 } from '../../../shared/bytes';
import { bytesMatcher, textMatcher, type TextMatcher } from '../text-matcher';
import { requiredText } from './required-text';

type JsonTerm = Extract<FilterTerm, { type: 'json' }>;

/** Whether the value at the term's place in a JSON document passes its test. What is not there passes none. */
export function jsonTest({ path, test }: JsonTerm): (document: unknown) => boolean {
  const passes = valueTest(test);
  return (document) => {
    const value = valueAt(document, path);
    return value !== undefined && passes(value);
  };
}

/** The value that a path leads to; a number in it is a place in a list, or a key. */
export function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) && typeof step === 'string') return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value;
}

function valueTest(test: JsonTest): (value: unknown) => boolean {
  switch (test.type) {
    case 'exists':
      return () => true;
    case 'contains': {
      const wanted = test.text.toLowerCase();
      return (value) => typeof value === 'string' && value.toLowerCase().includes(wanted);
    }
    case 'matches': {
      const compiled = compileRegex(test);
      return (value) => compiled.ok && typeof value === 'string' && compiled.value(value);
    }
    case 'compare': {
      const { op, value: wanted } = test;
      if (op === '=') return (value) => value === wanted;
      if (op === '!=') return (value) => value !== wanted;
      const compare = numberTest(op, Number(wanted));
      return (value) => typeof value === 'number' && compare(value);
    }
  }
}

/** Whether a number compares with another one like this. NaN, which stands for what is not known, never does. */
export function numberTest(op: '=' | '!=' | '<' | '<=' | '>' | '>=', wanted: number): (value: number) => boolean {
  switch (op) {
    case '=':
      return (value) => value === wanted;
    case '!=':
      return (value) => value !== wanted && !Number.isNaN(value);
    case '<':
      return (value) => value < wanted;
    case '<=':
      return (value) => value <= wanted;
    case '>':
      return (value) => value > wanted;
    case '>=':
      return (value) => value >= wanted;
  }
}

/** The judgement of a test that nothing but a number can pass. */
export function numberAsked(test: JsonTest): ((value: number) => boolean) | undefined {
  if (test.type !== 'compare' || typeof test.value !== 'number' || test.op === '!=') return undefined;
  return numberTest(test.op, test.value);
}

/**
 * Finds bytes without which no frame holds a string that passes, where the test is of strings and the frame has none of its
 * characters escaped; `undefined` where there are no such bytes.
 */
export function textAsked(test: JsonTest): TextMatcher | undefined {
  const text = requiredOf(test);
  if (text === '') return undefined;
  return test.type === 'compare' ? bytesMatcher(utf8(text)) : textMatcher(text);
}

function requiredOf(test: JsonTest): string {
  switch (test.type) {
    case 'contains':
      return longestPlain(test.text);
    case 'matches':
      return requiredText(test);
    case 'compare':
      // A character that stands for broken UTF-8 can have been other bytes.
      return test.op === '=' && typeof test.value === 'string' && !test.value.includes('\uFFFD') ? test.value : '';
    case 'exists':
      return '';
  }
}

/** The longest part of ASCII without I and K, of which there are others beyond ASCII that are the same in lower case. */
function longestPlain(text: string): string {
  const parts = text.match(/[ -HJL-hjl-~]+/g) ?? [];
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
