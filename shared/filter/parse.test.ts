import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_KINDS } from '../traffic/flow';
import type { FilterNode, FilterTerm, JsonTest } from './ast';
import { COMPARISONS, MARKS, NAME_FIELDS } from './ast';
import { FIELDS } from './fields';
import { formatFilter } from './format';
import { parseFilter } from './parse';
import { tokensOf } from './tokens';

function treeOf(text: string): unknown {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${parsed.error.code} at ${parsed.error.from}`);
  return parsed.value && bare(parsed.value);
}

/** The tree without its places. */
function bare(node: FilterNode): unknown {
  const { from: _from, to: _to, ...rest } = node;
  if (rest.type === 'and' || rest.type === 'or') return { ...rest, parts: rest.parts.map(bare) };
  if (rest.type === 'not') return { ...rest, part: bare(rest.part) };
  return rest;
}

describe('the filter language', () => {
  it.each<[string, unknown]>([
    ['', undefined],
    ['   ', undefined],
    ['sunny', { type: 'text', text: 'sunny' }],
    ['"two words"', { type: 'text', text: 'two words' }],
    [String.raw`"a \"b\" \\ \n"`, { type: 'text', text: String.raw`a "b" \ \n` }],
    ['{"a":1}', { type: 'text', text: '{"a":1}' }],
    ['12:30', { type: 'text', text: '12:30' }],
    ['/err(or)?/i', { type: 'regex', pattern: 'err(or)?', flags: 'i' }],
    ['body~/a\\/[/]b/', { type: 'regex', pattern: 'a\\/[/]b', flags: '' }],
    ['socket:pub', { type: 'name', field: 'socket', names: ['PUB'] }],
    ['node:client1,"my node"', { type: 'name', field: 'node', names: ['client1', 'my node'] }],
    ['link!=l2', { type: 'not', part: { type: 'name', field: 'link', names: ['l2'] } }],
    ['dir:forward', { type: 'direction', direction: 'forward' }],
    ['kind:command,handshake', { type: 'kind', kinds: ['command', 'handshake'] }],
    ['topic:"weather"', { type: 'topic', text: 'weather', exact: false }],
    ['topic=weather', { type: 'topic', text: 'weather', exact: true }],
    ['size>1k', { type: 'number', field: 'size', op: '>', value: 1000 }],
    ['size >= 1KiB', { type: 'number', field: 'size', op: '>=', value: 1024 }],
    ['frames==3', { type: 'number', field: 'frames', op: '=', value: 3 }],
    ['frames!=3', { type: 'number', field: 'frames', op: '!=', value: 3 }],
    ['seq:100..200', { type: 'range', field: 'seq', least: 100, most: 200 }],
    ['t>1.5', { type: 'number', field: 't', op: '>', value: 1.5 }],
    ['t<250ms', { type: 'number', field: 't', op: '<', value: 0.25 }],
    ['latency>5', { type: 'number', field: 'latency', op: '>', value: 5 }],
    ['latency>1.5s', { type: 'number', field: 'latency', op: '>', value: 1500 }],
    ['hex:00FF', { type: 'hex', digits: '00ff' }],
    ['hex:"00 ff"', { type: 'hex', digits: '00ff' }],
    ['json.price>10', { type: 'json', path: ['price'], test: { type: 'compare', op: '>', value: 10 } }],
    ['json.a[0].b:x', { type: 'json', path: ['a', 0, 'b'], test: { type: 'contains', text: 'x' } }],
    ['json["a b"]="1"', { type: 'json', path: ['a b'], test: { type: 'compare', op: '=', value: '1' } }],
    ['json.a:*', { type: 'json', path: ['a'], test: { type: 'exists' } }],
    ['json.a~/x/', { type: 'json', path: ['a'], test: { type: 'matches', pattern: 'x', flags: '' } }],
    ['json.a=null', { type: 'json', path: ['a'], test: { type: 'compare', op: '=', value: null } }],
    ['after:12:30:01', { type: 'clock', side: 'after', day: undefined, seconds: 45001 }],
    ['before:2026-11-22T00:00', { type: 'clock', side: 'before', day: '2026-11-22', seconds: 0 }],
    ['answered:no', { type: 'answered', answered: false }],
    ['is:sealed', { type: 'mark', mark: 'sealed' }],
  ])('%s', (text, expected) => {
    expect(treeOf(text)).toEqual(expected);
  });

  it('binds not before and, and and before or; terms side by side must all hold', () => {
    const word = (text: string) => ({ type: 'text', text });
    expect(treeOf('a b or not c AND d')).toEqual({
      type: 'or',
      parts: [
        { type: 'and', parts: [word('a'), word('b')] },
        { type: 'and', parts: [{ type: 'not', part: word('c') }, word('d')] },
      ],
    });
    expect(treeOf('!(a || b) && c')).toEqual({
      type: 'and',
      parts: [{ type: 'not', part: { type: 'or', parts: [word('a'), word('b')] } }, word('c')],
    });
    expect(treeOf('(socket:PUB)size>3')).toEqual(treeOf('socket:PUB and size>3'));
  });

  it('has an example for every field that can be read', () => {
    for (const { example } of Object.values(FIELDS)) expect(parseFilter(example).ok).toBe(true);
  });

  it.each<[string, string, number, number]>([
    ['topik:x', 'unknown-field', 0, 5],
    ['tcp://127.0.0.1', 'unknown-field', 0, 3],
    ['node.x:y', 'unknown-field', 0, 6],
    ['json>5', 'json-path', 0, 4],
    ['node>5', 'operator', 4, 5],
    ['size>', 'missing-value', 0, 5],
    ['before: t>1.5', 'missing-value', 0, 7],
    ['node:a,', 'missing-value', 7, 7],
    ['a and', 'missing-operand', 2, 5],
    ['or b', 'missing-operand', 0, 2],
    ['a or or b', 'missing-operand', 5, 7],
    ['(a', 'unclosed-parenthesis', 0, 1],
    ['a)', 'extra-parenthesis', 1, 2],
    ['()', 'empty-parentheses', 1, 2],
    ['"abc', 'unclosed-quote', 0, 4],
    ['x body~/abc', 'unclosed-regex', 7, 11],
    ['body~abc', 'regex-form', 5, 8],
    ['body~/a(/', 'regex', 5, 9],
    ['body~/(?=a)/', 'regex', 5, 12],
    ['body~/a/gx', 'regex-flags', 8, 10],
    ['node:/x/', 'regex-operator', 5, 8],
    ['size>big', 'size', 5, 8],
    ['frames>1k', 'number', 7, 9],
    ['seq:9..3', 'range', 4, 8],
    ['latency>5x', 'duration', 8, 10],
    ['after:25:00', 'clock', 6, 11],
    ['after:2026-02-31T10:00', 'clock', 6, 22],
    ['hex:0g', 'hex', 4, 6],
    ['socket:PUP', 'socket', 7, 10],
    ['dir:up', 'direction', 4, 6],
    ['kind:message,rumor', 'kind', 13, 18],
    ['answered:maybe', 'answered', 9, 14],
    ['is:new', 'mark', 3, 6],
    ['json.a>x', 'json-number', 7, 8],
    [`${'('.repeat(101)}a`, 'too-deep', 100, 101],
    ['x'.repeat(2001), 'too-long', 2000, 2001],
  ])('%s is refused: %s', (text, code, from, to) => {
    const parsed = parseFilter(text);
    expect(parsed.ok ? parsed.value : parsed.error).toMatchObject({ code, from, to });
  });
});

const name = fc.string({
  unit: fc.constantFrom('a', 'B', '1', '*', '-', ' ', ',', '"', '\\', '(', '/', ':'),
  minLength: 1,
  maxLength: 6,
});
const words = fc.oneof(name, fc.constantFrom('and', 'size>3', 'a b', '!x', '&&', 'é', '{"a":1}', '/x/', ''));
const regex = fc.record({
  pattern: fc.constantFrom('a+', 'err(or)?', '[/"]x', '\\/'),
  flags: fc.constantFrom('', 'i', 'ims'),
});
const comparison = fc.constantFrom(...COMPARISONS);
const number = fc.oneof(
  fc.record({ field: fc.constantFrom('size', 'frames', 'seq'), value: fc.nat() }),
  fc.record({
    field: fc.constantFrom('t', 'latency'),
    value: fc.nat(100_000_000).map((millionths) => millionths / 1e6),
  }),
);
const jsonTest: fc.Arbitrary<JsonTest> = fc.oneof(
  fc.record({ type: fc.constant('compare'), op: comparison, value: fc.integer() }),
  fc.record({
    type: fc.constant('compare'),
    op: fc.constantFrom('=', '!='),
    value: fc.oneof(words, fc.boolean(), fc.constant(null)),
  }),
  fc.record({ type: fc.constant('contains'), text: words }),
  regex.map((made) => ({ type: 'matches' as const, ...made })),
  fc.constant({ type: 'exists' as const }),
);
const key = fc.string({ unit: fc.constantFrom('a', 'é', '_', '-', '.', ' ', '\\', '['), maxLength: 5 });
const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({ type: fc.constant('text'), text: words }),
  regex.map((made) => ({ type: 'regex' as const, ...made })),
  fc.record({ type: fc.constant('hex'), digits: fc.constantFrom('00', 'ff0a') }),
  fc.record({
    type: fc.constant('name'),
    field: fc.constantFrom(...NAME_FIELDS.filter((field) => field !== 'socket')),
    names: fc.array(name, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('direction'), direction: fc.constantFrom('forward', 'backward') }),
  fc.record({ type: fc.constant('kind'), kinds: fc.subarray([...ITEM_KINDS], { minLength: 1 }) }),
  fc.record({ type: fc.constant('topic'), text: words, exact: fc.boolean() }),
  fc.tuple(number, comparison).map(([{ field, value }, op]) => ({ type: 'number' as const, field, op, value })),
  fc.tuple(number, fc.nat(9)).map(([{ field, value }, more]) => ({
    type: 'range' as const,
    field,
    least: Math.floor(value),
    most: Math.floor(value) + more,
  })),
  fc.record({
    type: fc.constant('json'),
    path: fc.array(fc.oneof(key, fc.nat(20)), { minLength: 1, maxLength: 3 }),
    test: jsonTest,
  }),
  fc.record({
    type: fc.constant('clock'),
    side: fc.constantFrom('after', 'before'),
    day: fc.constantFrom(undefined, '2026-11-22'),
    seconds: fc.nat(86_399_999).map((milliseconds) => milliseconds / 1000),
  }),
  fc.record({ type: fc.constant('answered'), answered: fc.boolean() }),
  fc.record({ type: fc.constant('mark'), mark: fc.constantFrom(...MARKS) }),
);
const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    term.map((made) => ({ ...made, from: 0, to: 0 })),
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
      from: fc.constant(0),
      to: fc.constant(0),
    }),
    fc.record({ type: fc.constant('not' as const), part: tie('node'), from: fc.constant(0), to: fc.constant(0) }),
  ),
}));

describe('any filter', () => {
  it('is the same again after it was written out and read', () => {
    fc.assert(
      fc.property(node, (tree) => {
        const text = formatFilter(tree);
        fc.pre(text.length <= 2000);
        expect(treeOf(text)).toEqual(bare(tree));
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused at a place in it, and never throws', () => {
    const pieces = fc.constantFrom(
      'a',
      ' ',
      '(',
      ')',
      '"',
      '/',
      '\\',
      'or',
      'not ',
      'size',
      '>',
      ':',
      'json.',
      '1',
      ',',
      '!',
      '&',
      '[',
      '~',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (some) => {
        const text = some.join('');
        const parsed = parseFilter(text);
        if (parsed.ok) return;
        expect(parsed.error.from).toBeLessThanOrEqual(parsed.error.to);
        expect(parsed.error.to).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('is cut into tokens that lie behind one another', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        let at = 0;
        for (const { from, to } of tokensOf(text)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
