import { fail, ok, type Result } from '../result';
import { bytesFromHex, hex } from '../bytes';
import { ITEM_KINDS } from '../traffic/flow';
import {
  COMPARISONS,
  MARKS,
  NUMBER_FIELDS,
  type Comparison,
  type FilterFault,
  type FilterTerm,
  type JsonTest,
  type NameField,
  type NumberField,
  type Span,
} from './ast';
import { fieldFacts, isFieldName, type FieldName } from './fields';
import { areRegexFlags, compileRegex, orderedFlags } from './regex';
import type { Token, ValuePart } from './tokens';
import { readClock, readCount, readMilliseconds, readSize } from './values';

type FieldToken = Extract<Token, { type: 'field' }>;
export type ValueToken = Extract<Token, { type: 'value' | 'regex' }>;
/** A term, and whether it is to be denied: `node!=a` is read as `not node:a`. */
export interface ReadTerm {
  readonly term: FilterTerm;
  readonly denied: boolean;
}
type Read<Value> = Result<Value, FilterFault>;

export function faultAt(
  { from, to }: Span,
  code: string,
  values: FilterFault['values'] = {},
): { readonly ok: false; readonly error: FilterFault } {
  return fail({ from, to, code, values });
}

/** What is wrong with a field and its operator, before its value is looked at. */
export function fieldFault({ name, op, from, to, nameTo }: FieldToken): FilterFault | undefined {
  const [base = ''] = name.split(/[.[]/, 1);
  if (!isFieldName(base) || (base !== 'json' && name !== base)) {
    return { from, to: nameTo, code: 'unknown-field', values: { name } };
  }
  if (base === 'json' && name === base) return { from, to: nameTo, code: 'json-path', values: {} };
  const { ops } = fieldFacts(base);
  if (ops.includes(op)) return undefined;
  return { from: nameTo, to, code: 'operator', values: { name: base, op, ops: ops.join('  ') } };
}

/** The condition that a field, whose name and operator are fine, makes with a value. */
export function readTerm(field: FieldToken, value: ValueToken): Read<ReadTerm> {
  const name = fieldName(field);
  if (name === 'json') return affirmed(jsonTerm(field, value));
  if (value.type === 'regex') {
    if (field.op === '~') return affirmed(regexTerm(value));
    return faultAt(value, 'regex-operator', { name });
  }
  if (field.op === '~') return faultAt(value, 'regex-form', { name });
  const denied = field.op === '!=' && !isNumberField(name);
  const read = plainTerm(name, field.op, value);
  return read.ok ? ok({ term: read.value, denied }) : read;
}

/** A value by itself looks for text. */
export function bareTerm(value: ValueToken): Read<FilterTerm> {
  return value.type === 'regex' ? regexTerm(value) : ok({ type: 'text', text: value.text });
}

function affirmed(read: Read<FilterTerm>): Read<ReadTerm> {
  return read.ok ? ok({ term: read.value, denied: false }) : read;
}

function fieldName({ name }: FieldToken): FieldName {
  const [base = ''] = name.split(/[.[]/, 1);
  return isFieldName(base) ? base : 'body';
}

type PlainValue = Extract<Token, { type: 'value' }>;

function plainTerm(name: Exclude<FieldName, 'json'>, op: string, value: PlainValue): Read<FilterTerm> {
  const { text } = value;
  switch (name) {
    case 'socket':
      return socketTerm(value);
    case 'node':
    case 'from':
    case 'to':
    case 'link':
    case 'peer':
      return namesTerm(name, value);
    case 'dir': {
      const direction = oneOf(text, ['forward', 'backward']);
      return direction ? ok({ type: 'direction', direction }) : faultAt(value, 'direction', { text });
    }
    case 'kind':
      return kindTerm(value);
    case 'topic':
      return ok({ type: 'topic', text, exact: op !== ':' });
    case 'body':
      return ok({ type: 'text', text });
    case 'hex': {
      const bytes = bytesFromHex(text.replace(/^0x/i, ''));
      return bytes && bytes.length > 0 ? ok({ type: 'hex', digits: hex(bytes) }) : faultAt(value, 'hex', { text });
    }
    case 'size':
    case 'frames':
    case 'seq':
    case 't':
    case 'latency':
      return numberTerm(name, op, value);
    case 'after':
    case 'before': {
      const clock = readClock(text);
      return clock ? ok({ type: 'clock', side: name, ...clock }) : faultAt(value, 'clock', { text });
    }
    case 'answered': {
      const answered = oneOf(text, ['yes', 'no']);
      return answered ? ok({ type: 'answered', answered: answered === 'yes' }) : faultAt(value, 'answered', { text });
    }
    case 'is': {
      const mark = oneOf(text, MARKS);
      return mark ? ok({ type: 'mark', mark }) : faultAt(value, 'mark', { text });
    }
  }
}

function namesTerm(field: NameField, { parts }: PlainValue): Read<FilterTerm> {
  const empty = parts.find(({ text }) => text === '');
  if (empty) return faultAt(empty, 'missing-value', { name: field });
  return ok({ type: 'name', field, names: parts.map(({ text }) => text) });
}

function socketTerm(value: PlainValue): Read<FilterTerm> {
  const { values = [] } = fieldFacts('socket');
  const unknown = value.parts.find(({ text }) => !text.includes('*') && !values.includes(text.toUpperCase()));
  if (unknown) return faultAt(unknown, 'socket', { text: unknown.text });
  const names = value.parts.map(({ text }) => text.toUpperCase());
  return ok({ type: 'name', field: 'socket', names });
}

function kindTerm({ parts }: PlainValue): Read<FilterTerm> {
  const kinds = parts.map(({ text }) => oneOf(text, ITEM_KINDS));
  const wrong = kinds.indexOf(undefined);
  const part = parts[wrong];
  if (part) return faultAt(part, 'kind', { text: part.text });
  return ok({ type: 'kind', kinds: kinds.filter((kind) => kind !== undefined) });
}

function regexTerm(value: Extract<Token, { type: 'regex' }>): Read<Extract<FilterTerm, { type: 'regex' }>> {
  const { pattern, flags, from, to } = value;
  if (!areRegexFlags(flags)) return faultAt({ from: to - flags.length, to }, 'regex-flags', { flags });
  const compiled = compileRegex({ pattern, flags });
  if (!compiled.ok) return faultAt({ from, to }, 'regex', { detail: compiled.error });
  return ok({ type: 'regex', pattern, flags: orderedFlags(flags) });
}

function numberTerm(field: NumberField, op: string, value: PlainValue): Read<FilterTerm> {
  const { text } = value;
  const range = op === ':' ? /^(.+?)\.\.(.+)$/.exec(text) : undefined;
  if (range) {
    const [least, most] = [readNumber(field, range[1] ?? ''), readNumber(field, range[2] ?? '')];
    if (least === undefined || most === undefined) return faultAt(value, numberCode(field), { name: field, text });
    return least <= most ? ok({ type: 'range', field, least, most }) : faultAt(value, 'range', { text });
  }
  const number = readNumber(field, text);
  if (number === undefined) return faultAt(value, numberCode(field), { name: field, text });
  return ok({ type: 'number', field, op: comparisonOf(op), value: number });
}

function readNumber(field: NumberField, text: string): number | undefined {
  switch (field) {
    case 'size':
      return readSize(text);
    case 'frames':
    case 'seq':
      return readCount(text);
    case 't': {
      const milliseconds = readMilliseconds(text, 's');
      return milliseconds === undefined ? undefined : Math.round(milliseconds * 1000) / 1e6;
    }
    case 'latency':
      return readMilliseconds(text, 'ms');
  }
}

function numberCode(field: NumberField): string {
  if (field === 'size') return 'size';
  return field === 't' || field === 'latency' ? 'duration' : 'number';
}

const PATH_STEP = /\.([^.[\]]+)|\[(\d+)\]|\["([^"]*)"\]/gy;

function jsonTerm(field: FieldToken, value: ValueToken): Read<FilterTerm> {
  const path = [...field.name.slice('json'.length).matchAll(PATH_STEP)].map(([, key, index, quoted]) =>
    index === undefined ? (key ?? quoted ?? '') : Number(index),
  );
  const test = jsonTest(field, value);
  return test.ok ? ok({ type: 'json', path, test: test.value }) : test;
}

function jsonTest({ op }: FieldToken, value: ValueToken): Read<JsonTest> {
  if (value.type === 'regex') {
    if (op !== '~') return faultAt(value, 'regex-operator', { name: 'json' });
    const regex = regexTerm(value);
    return regex.ok ? ok({ type: 'matches', pattern: regex.value.pattern, flags: regex.value.flags }) : regex;
  }
  if (op === '~') return faultAt(value, 'regex-form', { name: 'json' });
  if (op === ':' && value.text === '*' && !isQuoted(value.parts)) return ok({ type: 'exists' });
  const plain = jsonValue(value);
  if (op === ':' && typeof plain === 'string') return ok({ type: 'contains', text: plain });
  const comparison = comparisonOf(op);
  const ordered = comparison !== '=' && comparison !== '!=';
  if (ordered && typeof plain !== 'number') return faultAt(value, 'json-number', { op, text: value.text });
  return ok({ type: 'compare', op: comparison, value: plain });
}

/** A number, `true`, `false` or `null` as JSON writes them; anything else, and all in quotes, is a text. */
function jsonValue({ text, parts }: PlainValue): string | number | boolean | null {
  if (isQuoted(parts)) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  const number = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : text;
}

function isQuoted(parts: readonly ValuePart[]): boolean {
  return parts.some(({ quoted }) => quoted);
}

function comparisonOf(op: string): Comparison {
  return COMPARISONS.find((comparison) => comparison === op) ?? '=';
}

function isNumberField(name: FieldName): name is NumberField {
  return (NUMBER_FIELDS as readonly string[]).includes(name);
}

function oneOf<Name extends string>(text: string, names: readonly Name[]): Name | undefined {
  return names.find((name) => name === text.toLowerCase());
}
