import { ok, type Result } from '../result';
import type { FilterFault, FilterNode } from './ast';
import { bareTerm, faultAt, fieldFault, readTerm, type ValueToken } from './terms';
import { tokensOf, type Token } from './tokens';

/** Longest text of a filter, in characters. */
export const LONGEST_FILTER = 2000;
/** Deepest nesting of parentheses and `not`. */
const DEEPEST = 100;

type Parsed = Result<FilterNode, FilterFault>;

/**
 * Reads the text of a filter: terms side by side must all hold, `or` binds less than `and`, `not` more. `undefined` where
 * there is no condition in it. Error: the first thing that is wrong, with its place.
 */
export function parseFilter(text: string): Result<FilterNode | undefined, FilterFault> {
  if (text.length > LONGEST_FILTER) return faultAt({ from: LONGEST_FILTER, to: text.length }, 'too-long');
  const tokens = tokensOf(text);
  const broken = tokens.find((token) => token.type === 'fault');
  if (broken) return faultAt(broken, broken.code);
  return tokens.length === 0 ? ok(undefined) : new Parser(tokens, text.length).whole();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  whole(): Parsed {
    const node = this.either();
    const left = this.tokens[this.at];
    return node.ok && left ? faultAt(left, 'extra-parenthesis') : node;
  }

  private either(): Parsed {
    return this.sequence('or', () => this.all());
  }

  private all(): Parsed {
    return this.sequence('and', () => this.denied());
  }

  /** Parts with the word between them; between those of `and` it may be left out. */
  private sequence(type: 'and' | 'or', part: () => Parsed): Parsed {
    const first = part();
    if (!first.ok) return first;
    const parts = [first.value];
    while (this.goesOn(type)) {
      const next = part();
      if (!next.ok) return next;
      parts.push(next.value);
    }
    const last = parts.at(-1) ?? first.value;
    return ok(parts.length === 1 ? first.value : { type, parts, from: first.value.from, to: last.to });
  }

  private goesOn(type: 'and' | 'or'): boolean {
    const next = this.tokens[this.at];
    if (next?.type === type) {
      this.at++;
      return true;
    }
    return type === 'and' && next !== undefined && next.type !== 'or' && next.type !== 'close';
  }

  private denied(): Parsed {
    const token = this.tokens[this.at];
    if (token?.type !== 'not') return this.single();
    this.at++;
    if (++this.depth > DEEPEST) return faultAt(token, 'too-deep');
    const part = this.denied();
    this.depth--;
    return part.ok ? ok({ type: 'not', part: part.value, from: token.from, to: part.value.to }) : part;
  }

  private single(): Parsed {
    const token = this.tokens[this.at];
    const before = this.tokens[this.at - 1];
    if (!token) return faultAt(before ?? { from: this.end, to: this.end }, 'missing-operand');
    switch (token.type) {
      case 'open':
        return this.enclosed(token);
      case 'field':
        return this.term(token);
      case 'value':
      case 'regex': {
        this.at++;
        const term = bareTerm(token);
        return term.ok ? ok({ ...term.value, from: token.from, to: token.to }) : term;
      }
      case 'close':
        return faultAt(token, before?.type === 'open' ? 'empty-parentheses' : 'extra-parenthesis');
      case 'and':
      case 'or':
      case 'not':
      case 'fault':
        return faultAt(token, 'missing-operand');
    }
  }

  private enclosed(open: Token): Parsed {
    this.at++;
    if (++this.depth > DEEPEST) return faultAt(open, 'too-deep');
    const node = this.either();
    this.depth--;
    if (!node.ok) return node;
    const close = this.tokens[this.at];
    if (close?.type !== 'close') return faultAt(open, 'unclosed-parenthesis');
    this.at++;
    return ok({ ...node.value, from: open.from, to: close.to });
  }

  private term(field: Extract<Token, { type: 'field' }>): Parsed {
    const fault = fieldFault(field);
    if (fault) return { ok: false, error: fault };
    const value = this.tokens[this.at + 1];
    if (!isValue(value)) return faultAt(field, 'missing-value', { name: field.name });
    this.at += 2;
    const read = readTerm(field, value);
    if (!read.ok) return read;
    const place = { from: field.from, to: value.to };
    const node: FilterNode = { ...read.value.term, ...place };
    return ok(read.value.denied ? { type: 'not', part: node, ...place } : node);
  }
}

function isValue(token: Token | undefined): token is ValueToken {
  return token?.type === 'value' || token?.type === 'regex';
}
