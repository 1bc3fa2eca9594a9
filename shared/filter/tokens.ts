import type { Span } from './ast';

/** One value, or one of several with commas between them. */
export interface ValuePart extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

export type Token = Span &
  (
    | { readonly type: 'open' | 'close' | 'and' | 'or' | 'not' }
    /** `size>`, `json.price=`: what follows is its value. `name` ends at `nameTo`. */
    | { readonly type: 'field'; readonly name: string; readonly op: string; readonly nameTo: number }
    /** `text` is the whole value where it was written without quotes. */
    | { readonly type: 'value'; readonly text: string; readonly parts: readonly ValuePart[] }
    | { readonly type: 'regex'; readonly pattern: string; readonly flags: string }
    | { readonly type: 'fault'; readonly code: 'unclosed-quote' | 'unclosed-regex' }
  );

const SPACE = /\s*/y;
const PATH = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_$-]+|\[\d+\]|\["[^"]*"\])*`;
/** A comparison may stand apart from its field, a colon not: it would be a part of a text more often than not. */
const FIELD = new RegExp(String.raw`(${PATH})(?:(:)|\s*(<=|>=|!=|==|=|<|>|~))`, 'uy');
const WORD = /[^\s()]+/y;
/** A part of a list ends at a comma. */
const LISTED = /[^\s()",]*/y;

/** Cuts the text of a filter into tokens. What cannot be read is a `fault`; everything else has a place in the text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const before = tokens.at(-1);
    const token = before?.type === 'field' ? valueToken(text, at, before.to === at) : freeToken(text, at);
    tokens.push(token);
    at = skipSpace(text, token.to);
  }
  return tokens;
}

/** What stands behind a field: its value, unless something else begins there. */
function valueToken(text: string, at: number, adjacent: boolean): Token {
  const first = text[at];
  if (first === '(' || first === ')') return freeToken(text, at);
  if (first === '/') return regexToken(text, at);
  if (!adjacent) {
    const other = freeToken(text, at);
    if (other.type !== 'value') return other;
  }
  return first === '"' || text.slice(at).search(/^[^\s()"]*,"/) === 0 ? listToken(text, at) : wordToken(text, at);
}

function freeToken(text: string, at: number): Token {
  const first = text[at];
  if (first === '(') return { type: 'open', from: at, to: at + 1 };
  if (first === ')') return { type: 'close', from: at, to: at + 1 };
  if (first === '"') return listToken(text, at);
  if (first === '/') return regexToken(text, at);
  if (text.startsWith('&&', at)) return { type: 'and', from: at, to: at + 2 };
  if (text.startsWith('||', at)) return { type: 'or', from: at, to: at + 2 };
  if (first === '!') return { type: 'not', from: at, to: at + 1 };
  FIELD.lastIndex = at;
  const field = FIELD.exec(text);
  if (field) {
    const name = field[1] ?? '';
    const op = field[2] ?? field[3] ?? '';
    const to = at + field[0].length;
    return { type: 'field', name, op: op === '==' ? '=' : op, nameTo: at + name.length, from: at, to };
  }
  const word = wordToken(text, at);
  const keyword = word.type === 'value' ? word.text.toLowerCase() : '';
  if (keyword === 'and' || keyword === 'or' || keyword === 'not') return { type: keyword, from: at, to: word.to };
  return word;
}

function wordToken(text: string, at: number): Token {
  const word = matchAt(WORD, text, at);
  const parts: ValuePart[] = [];
  let from = at;
  for (const part of word.split(',')) {
    parts.push({ text: part, quoted: false, from, to: from + part.length });
    from += part.length + 1;
  }
  return { type: 'value', text: word, parts, from: at, to: at + word.length };
}

/** Parts with commas between them, of which some are in quotes. */
function listToken(text: string, at: number): Token {
  const parts: ValuePart[] = [];
  let place = at;
  for (;;) {
    if (text[place] === '"') {
      const quoted = quotedPart(text, place);
      if (!quoted) return { type: 'fault', code: 'unclosed-quote', from: place, to: text.length };
      parts.push(quoted);
      place = quoted.to;
    } else {
      const part = matchAt(LISTED, text, place);
      parts.push({ text: part, quoted: false, from: place, to: place + part.length });
      place += part.length;
    }
    if (text[place] !== ',') break;
    place++;
  }
  const whole = parts.map((part) => part.text).join(',');
  return { type: 'value', text: whole, parts, from: at, to: place };
}

/** In quotes `\"` and `\\` are the characters; any other backslash is itself. */
function quotedPart(text: string, from: number): ValuePart | undefined {
  let read = '';
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    const next = text[at + 1];
    if (character === '"') return { text: read, quoted: true, from, to: at + 1 };
    if (character === '\\' && (next === '"' || next === '\\')) {
      read += next;
      at++;
    } else read += character;
  }
  return undefined;
}

function regexToken(text: string, from: number): Token {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      const flags = matchAt(/[^\s()]*/y, text, at + 1);
      return { type: 'regex', pattern: text.slice(from + 1, at), flags, from, to: at + 1 + flags.length };
    }
  }
  return { type: 'fault', code: 'unclosed-regex', from, to: text.length };
}

function skipSpace(text: string, at: number): number {
  return at + matchAt(SPACE, text, at).length;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
