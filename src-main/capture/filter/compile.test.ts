import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../shared/filter/parse';
import { CaptureRing } from '../ring';
import { endNames, linkFacts } from '../testing/filter-worlds';
import { writeItem } from '../testing/write-items';
import { CompiledFilter } from './compile';
import type { FilterWorld, FlowFacts } from './world';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const FLOWS: readonly FlowFacts[] = [
  linkFacts('l1', endNames('REQ', 'client1', 'asker'), endNames('ROUTER', 'broker', 'broker.frontend', 'The broker')),
  linkFacts('l2', endNames('SUB', 'reader'), endNames('PUB', 'station')),
  {
    link: undefined,
    peer: ['peer1', 'alice'],
    connecting: endNames('DEALER', 'peer1', 'alice'),
    binding: endNames('ROUTER', 'broker'),
  },
];
/** Noon of a day, by the clock of this machine. */
const NOON = new Date(2026, 10, 22, 12).getTime();
const WORLD: FilterWorld = { flow: (id) => FLOWS[id], startedAt: NOON, now: () => NOON + 60_000 };

function filled(): CaptureRing {
  let t = 0;
  const ring = new CaptureRing({ now: () => t, items: 1000, bytes: 1024 * 1024, frameLimit: 2000 });
  const at = (time: number, flow: number, direction: number, kind: number, ...frames: Buffer[]) => {
    t = time;
    writeItem(ring.writer(flow, direction), kind, frames);
  };
  at(0.5, 0, 0, 2, bytes('\x05READY'));
  at(1, 0, 0, 0, bytes(''), bytes('{"price": 12, "name": "Apple", "tags": ["red", {"a b": null}]}'));
  at(1.5, 0, 1, 0, bytes(''), bytes('{"price": 8.5, "ok": false}'));
  at(2, 1, 1, 0, bytes('weather.oslo'), bytes('sunny\x00\xff'));
  at(3, 1, 1, 0, bytes('weather'), bytes('Error 42'));
  at(20, 1, 0, 1, bytes('\x09SUBSCRIBEweather'));
  at(30, 2, 0, 0, bytes('weather'), bytes('{"pri\\u0063e": 100}'), Buffer.alloc(1500, 'x'));
  at(40, 2, 1, 0, Buffer.alloc(5000, 'err '));
  t = 41;
  writeItem(ring.writer(2, 1), 0, [bytes('sealed Error')], true);
  ring.pairs.wait(2);
  ring.pairs.pair(2, 3, 0.005, false);
  ring.pairs.wait(7);
  return ring;
}

function seqsOf(ring: CaptureRing, query: string): number[] {
  const parsed = parseFilter(query);
  if (!parsed.ok || !parsed.value) throw new Error(`no filter: ${query}`);
  const filter = new CompiledFilter(ring, WORLD, parsed.value);
  filter.refresh();
  return Array.from({ length: ring.nextSeq - 1 }, (_, index) => index + 1).filter((seq) => filter.test(seq));
}

describe('a filter over captured items', () => {
  it.each<[string, number[]]>([
    ['socket:PUB', [4, 5, 6]],
    ['socket:*UB', [4, 5, 6]],
    ['socket:dealer,REQ', [1, 2, 3, 7, 8, 9]],
    ['node:broker', [1, 2, 3, 7, 8, 9]],
    ['node:"the BROKER"', [1, 2, 3]],
    ['node:client*', [1, 2, 3]],
    ['node:c*t*1', [1, 2, 3]],
    ['node:c*x*1', []],
    ['from:broker', [3, 8, 9]],
    ['to:broker', [1, 2, 7]],
    ['link:l2', [4, 5, 6]],
    ['link!=l2', [1, 2, 3, 7, 8, 9]],
    ['peer:*', [7, 8, 9]],
    ['peer:alice', [7, 8, 9]],
    ['dir:backward', [3, 4, 5, 8, 9]],
    ['kind:command,handshake', [1, 6]],
    ['topic:weather', [4, 5]],
    ['topic=weather', [5]],
    ['topic!=weather link:l2', [4, 6]],
    ['size>1.5k', [7, 8]],
    ['size:5000', [8]],
    ['frames>=2', [2, 3, 4, 5, 7]],
    ['frames!=2', [1, 6, 7, 8, 9]],
    ['seq:2..3', [2, 3]],
    ['t>=20', [6, 7, 8, 9]],
    ['t:1..2s', [2, 3, 4]],
    ['after:12:00:20', [6, 7, 8, 9]],
    ['before:12:00:01.500', [1, 2]],
    ['after:2026-11-22T12:00:40', [8, 9]],
    ['after:2026-11-23T12:00', []],
    ['before:11:59', []],
    ['is:sealed', [9]],
    ['is:truncated', [8]],
    ['error', [5]],
    ['"Error 4"', [5]],
    ['body:sunny', [4]],
    ['hex:00ff', [4]],
    ['body~/err(or)?/i', [5, 8]],
    ['body~/Err(or)?/', [5]],
    ['/^weather$/', [5, 7]],
    [String.raw`/\d+$/`, [5]],
    ['body~/é|[A-Z]EADY/', [1]],
    ['json.price>10', [2, 7]],
    ['json.price<=8.5', [3]],
    ['json.price:*', [2, 3, 7]],
    ['json.price!=12', [3, 7]],
    ['json.name:app', [2]],
    ['json.name="Apple"', [2]],
    ['json.name="app"', []],
    ['json.name~/^A.*e$/', [2]],
    ['json.tags[0]=red', [2]],
    ['json.tags[1]["a b"]=null', [2]],
    ['json.ok=false', [3]],
    ['json.tags.length:*', []],
    ['latency>4', [2, 3]],
    ['latency:4..6 dir:forward', [2]],
    ['latency!=1s', [2, 3]],
    ['answered:yes', [2]],
    ['answered:no', [7]],
    ['not kind:message', [1, 6]],
    ['not (socket:PUB or size>1k)', [1, 2, 3, 9]],
    ['node:broker frames=1 or sunny', [1, 4, 8, 9]],
    ['socket:PUB (dir:forward or link:l1 or "Error")', [5, 6]],
    ['not not not node:broker', [4, 5, 6]],
  ])('%s', (query, expected) => {
    expect(seqsOf(filled(), query)).toEqual(expected);
  });

  it('reads JSON however it is written, and values of the same key in other places', () => {
    const ring = new CaptureRing({ now: () => 0, items: 10 });
    const documents = [
      '{"a": {"price": 50}, "price" : 7}',
      '[{"price":1},\n {"price"\t:\n5e1}]',
      '{"price": "50"}',
      '{"pric\\u0065": 50}',
      '{"price": 50',
      '"price": 50',
      '{"note": "\\"price\\": 50"}',
      '{"price": -50, "Price": 50}',
    ];
    for (const document of documents) writeItem(ring.writer(0, 0), 0, [Buffer.from(document)]);
    expect(seqsOf(ring, 'json.price>10')).toEqual([4]);
    expect(seqsOf(ring, 'json.a.price=50')).toEqual([1]);
    expect(seqsOf(ring, 'json.price<=7')).toEqual([1, 8]);
    expect(seqsOf(ring, 'json.price!=50')).toEqual([1, 3, 8]);
    expect(seqsOf(ring, 'json[1].price=50')).toEqual([2]);
  });

  it('finds strings in JSON in either case and however they are escaped', () => {
    const ring = new CaptureRing({ now: () => 0, items: 10 });
    const documents = [
      '{"name": "a Needle"}',
      String.raw`{"name": "\u004eeedle"}`,
      '{"name": "ordinary", "other": "needle"}',
      '{"name": "say \\"needle\\""}',
      '{"name": "İn Kelvin: \u212a"}',
      '{"name": ["needle"]}',
      String.raw`{"n\u0061me": "NEEDLE"}`,
    ];
    for (const document of documents) writeItem(ring.writer(0, 0), 0, [Buffer.from(document)]);
    expect(seqsOf(ring, 'json.name:needle')).toEqual([1, 2, 4, 7]);
    expect(seqsOf(ring, 'json.name=Needle')).toEqual([2]);
    expect(seqsOf(ring, 'json.name:"\\"needle"')).toEqual([4]);
    expect(seqsOf(ring, 'json.name:in')).toEqual([3, 5]);
    expect(seqsOf(ring, 'json.name:kelvin')).toEqual([5]);
    expect(seqsOf(ring, 'json.name:": k"')).toEqual([5]);
    expect(seqsOf(ring, 'json.name~/^a +needle$/i')).toEqual([1]);
    expect(seqsOf(ring, 'not json.name:needle')).toEqual([3, 5, 6]);
  });

  it('looks at no more than the first 16 KiB of a frame for an expression, and comes to an end with any', () => {
    const ring = new CaptureRing({ now: () => 0, items: 10 });
    writeItem(ring.writer(0, 0), 0, [Buffer.concat([Buffer.alloc(16 * 1024, 'x'), Buffer.from('end')])]);
    expect(seqsOf(ring, '/end/')).toEqual([]);
    expect(seqsOf(ring, 'end')).toEqual([1]);
    expect(seqsOf(ring, '/(x+x+)+y/')).toEqual([]);
    expect(seqsOf(ring, '/(x|xx)*(x|xx)*z$/')).toEqual([]);
  });

  it('knows a program by the names that it has told by then', () => {
    const ring = filled();
    const parsed = parseFilter('node:bob');
    if (!parsed.ok || !parsed.value) throw new Error('no filter');
    const names = ['peer1'];
    const facts: FlowFacts = {
      link: undefined,
      peer: names,
      connecting: { names, socketType: '' },
      binding: endNames('ROUTER', 'broker'),
    };
    const filter = new CompiledFilter(ring, { ...WORLD, flow: () => facts }, parsed.value);
    filter.refresh();
    expect(filter.test(7)).toBe(false);
    names.push('bob');
    filter.refresh();
    expect(filter.test(7)).toBe(true);
  });
});

/** A condition with a plain judgement of the same. */
type Modelled = readonly [query: string, fits: (item: Item) => boolean];
interface Item {
  readonly flow: number;
  readonly direction: number;
  readonly kind: number;
  readonly frames: readonly string[];
}

const size = ({ frames }: Item) => frames.reduce((sum, frame) => sum + frame.length, 0);
const TERMS: readonly Modelled[] = [
  ['link:l1', ({ flow }) => flow === 0],
  ['socket:PUB', ({ flow }) => flow === 1],
  ['from:broker', ({ flow, direction }) => flow !== 1 && direction === 1],
  ['dir:forward', ({ direction }) => direction === 0],
  ['kind:command', ({ kind }) => kind === 1],
  ['size>3', (item) => size(item) > 3],
  ['frames<2', ({ frames }) => frames.length < 2],
  ['ab', ({ frames }) => frames.some((frame) => frame.toLowerCase().includes('ab'))],
  ['hex:6162', ({ frames }) => frames.some((frame) => frame.includes('ab'))],
  ['/a.?b/', ({ frames }) => frames.some((frame) => /a.?b/.test(frame))],
  ['/ab|c+a/i', ({ frames }) => frames.some((frame) => /ab|c+a/i.test(frame))],
  ['topic:a', ({ flow, kind, frames }) => flow === 1 && kind === 0 && frames[0]?.startsWith('a') === true],
];

const query: fc.Arbitrary<Modelled> = fc.letrec<{ query: Modelled }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...TERMS),
    fc
      .tuple(tie('query'), tie('query'))
      .map(([[one, a], [other, b]]): Modelled => [`(${one} ${other})`, (item) => a(item) && b(item)]),
    fc
      .tuple(tie('query'), tie('query'))
      .map(([[one, a], [other, b]]): Modelled => [`(${one} or ${other})`, (item) => a(item) || b(item)]),
    tie('query').map(([one, a]): Modelled => [`not ${one}`, (item) => !a(item)]),
  ),
})).query;

describe('any filter', () => {
  it('lets through what a plain judgement of each item lets through', () => {
    const items = fc.array(
      fc.record({
        flow: fc.nat(2),
        direction: fc.nat(1),
        kind: fc.constantFrom(0, 0, 1),
        frames: fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'c'), maxLength: 5 }), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(query, items, ([text, fits], sent) => {
        const ring = new CaptureRing({ now: () => 0, items: 100, bytes: 16 * 1024 });
        for (const { flow, direction, kind, frames } of sent) {
          writeItem(ring.writer(flow, direction), kind, frames.map(bytes));
        }
        const expected = sent.flatMap((item, index) => (fits(item) ? [index + 1] : []));
        expect(seqsOf(ring, text)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
