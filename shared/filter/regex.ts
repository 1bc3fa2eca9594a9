import { RE2JS } from 're2js';
import { fail, ok, type Result } from '../result';
import type { Regex } from './ast';

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** Tells whether some part of a text matches. */
export type RegexTest = (text: string) => boolean;

/**
 * A regular expression whose time grows with the text's length and no faster, whatever the expression (RE2): a filter
 * from anywhere cannot hang the engine. Error: what is wrong with the expression, in RE2's words.
 */
export function compileRegex({ pattern, flags }: Regex): Result<RegexTest, string> {
  let bits = 0;
  for (const flag of flags) bits |= FLAGS[flag] ?? 0;
  try {
    const regex = RE2JS.compile(pattern, bits);
    return ok((text) => regex.test(text));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(detail.replace(/^error parsing regexp: /, ''));
  }
}

/** True where all flags are known and none is given twice. */
export function areRegexFlags(flags: string): boolean {
  return /^[ims]*$/.test(flags) && new Set(flags).size === flags.length;
}

/** The flags in one order, so that two spellings compare as equal. */
export function orderedFlags(flags: string): string {
  return Object.keys(FLAGS)
    .filter((flag) => flags.includes(flag))
    .join('');
}
