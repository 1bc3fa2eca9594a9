import type { Span } from './ast';
import { FIELD_NAMES, fieldFacts, isFieldName, type FieldName } from './fields';
import { nameText, quoted } from './format';
import type { SeenPath } from './seen';
import { tokensOf, type Token } from './tokens';

/** Names that values are completed from. */
export interface FilterNames {
  /** Ids and labels of nodes. */
  readonly nodes: readonly string[];
  readonly links: readonly string[];
  readonly peers: readonly string[];
  readonly topics: readonly string[];
  /** Places in the JSON of recent messages. */
  readonly paths: readonly SeenPath[];
}

export interface Candidate {
  /** What it is: a field, a value of one, a word of the language, or a place in JSON. */
  readonly type: 'field' | 'value' | 'word' | 'path';
  /** Name of the field, or the text that is put in. */
  readonly label: string;
  readonly insert: string;
  /** What is at a place in JSON. */
  readonly note?: SeenPath['type'];
}

/** What may be put in the place of `[from, to)`. */
export interface Completion extends Span {
  readonly candidates: readonly Candidate[];
}

const WORDS = ['and', 'or', 'not'];
const MOST = 60;

/** What fits at the cursor, given the names that there are; those that begin like what is typed first. */
export function completionsAt(text: string, cursor: number, names: FilterNames): Completion {
  const tokens = tokensOf(text.slice(0, cursor));
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  const touched = last?.to === cursor ? last : undefined;
  if (last?.type === 'field') return valuesFor(last, '', { from: cursor, to: valueEnd(text, cursor) }, names);
  if (touched && before?.type === 'field') return valuesAt(before, touched, text, names);
  if (touched && isWord(touched, text)) {
    const typed = text.slice(touched.from, cursor);
    const place = { from: touched.from, to: wordEnd(text, cursor) };
    const isPath = /^json[.[]/.test(typed);
    return { ...place, candidates: isPath ? pathsFor(typed, names) : fieldsAndWords(typed, isOperand(before)) };
  }
  const place = { from: cursor, to: cursor };
  if (touched && touched.type !== 'open' && touched.type !== 'not') return { ...place, candidates: [] };
  return { ...place, candidates: fieldsAndWords('', isOperand(last)) };
}

/** Values of a field where one is being typed. */
function valuesAt(
  field: Extract<Token, { type: 'field' }>,
  token: Token,
  text: string,
  names: FilterNames,
): Completion {
  if (token.type === 'fault' && token.code === 'unclosed-quote') {
    const typed = text.slice(token.from + 1, token.to);
    return valuesFor(field, typed, { from: token.from, to: quoteEnd(text, token.to) }, names);
  }
  const part = token.type === 'value' ? token.parts.at(-1) : undefined;
  if (!part || part.quoted) return { from: token.to, to: token.to, candidates: [] };
  return valuesFor(field, part.text, { from: part.from, to: valueEnd(text, part.to) }, names);
}

function valuesFor(
  field: Extract<Token, { type: 'field' }>,
  typed: string,
  place: Span,
  names: FilterNames,
): Completion {
  const values = isFieldName(field.name) ? valuesOf(field.name, names) : jsonValues(field, names);
  const candidates = ranked([...new Set(values)], typed).map((value): Candidate => ({
    type: 'value',
    label: value,
    insert: isFieldName(field.name) ? (field.name === 'topic' ? quoted(value) : nameText(value)) : value,
  }));
  return { ...place, candidates };
}

function valuesOf(name: FieldName, { nodes, links, peers, topics }: FilterNames): readonly string[] {
  switch (name) {
    case 'node':
    case 'from':
    case 'to':
      return [...nodes, ...peers];
    case 'link':
      return links;
    case 'peer':
      return ['*', ...peers];
    case 'topic':
      return topics;
    default:
      return fieldFacts(name).values ?? [];
  }
}

/** Values that were seen at a place in JSON, as they are written there. */
function jsonValues({ name, op }: Extract<Token, { type: 'field' }>, { paths }: FilterNames): readonly string[] {
  if (op !== ':' && op !== '=' && op !== '!=') return [];
  return paths.find(({ path }) => path === name)?.values ?? [];
}

/** How a condition goes on behind a place, by what is there. */
const OPERATORS = { number: '>', text: ':', boolean: '=', null: ':' } as const;

function pathsFor(typed: string, { paths }: FilterNames): Candidate[] {
  const types = new Map(paths.map(({ path, type }) => [path, type]));
  // What is typed may be any step of the place.
  const rest = typed.replace(/^json[.[]/, '').toLowerCase();
  const fitting = [...types.keys()].filter((path) => path.toLowerCase().includes(rest));
  const ordered = [
    ...ranked(fitting, typed),
    ...fitting.filter((path) => !path.toLowerCase().includes(typed.toLowerCase())),
  ];
  return ordered.slice(0, MOST).map((path): Candidate => {
    const note = types.get(path) ?? 'null';
    return { type: 'path', label: path, insert: `${path}${OPERATORS[note]}`, note };
  });
}

function fieldsAndWords(typed: string, afterOperand: boolean): Candidate[] {
  const fields = ranked(FIELD_NAMES, typed).map((name): Candidate => {
    return { type: 'field', label: name, insert: fieldFacts(name).start };
  });
  const words = ranked(
    WORDS.filter((word) => afterOperand || word === 'not'),
    typed,
  ).map((word): Candidate => ({ type: 'word', label: word, insert: `${word} ` }));
  return typed === '' ? [...fields, ...words] : [...words.filter(({ label }) => label !== typed), ...fields];
}

/** Those that hold what is typed, in either case: first those that begin with it. One typed in full is no candidate. */
function ranked<Name extends string>(values: readonly Name[], typed: string): Name[] {
  const wanted = typed.toLowerCase();
  const rank = (value: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1);
  return values
    .filter((value) => value.toLowerCase().includes(wanted) && value !== typed)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, MOST);
}

function isWord({ type, from, to }: Token, text: string): boolean {
  const readable = type === 'value' || type === 'and' || type === 'or' || type === 'not';
  return readable && /^[\p{L}_]/u.test(text.slice(from, to));
}

function isOperand(token: Token | undefined): boolean {
  return token?.type === 'value' || token?.type === 'regex' || token?.type === 'close';
}

function wordEnd(text: string, at: number): number {
  return at + (/^[^\s()",:<>=!~]*/.exec(text.slice(at))?.[0].length ?? 0);
}

function valueEnd(text: string, at: number): number {
  return at + (/^[^\s()",]*/.exec(text.slice(at))?.[0].length ?? 0);
}

function quoteEnd(text: string, at: number): number {
  const rest = /^[^"]*"/.exec(text.slice(at));
  return rest ? at + rest[0].length : text.length;
}
