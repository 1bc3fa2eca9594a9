import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTopology } from '../topology/defaults';
import { completionsAt, type FilterNames } from './complete';
import { parseFilter } from './parse';
import { filterNames } from './topology-names';

const NAMES: FilterNames = {
  nodes: ['client1', 'my node', 'server'],
  links: ['l1', 'l2'],
  peers: ['alice', 'peer1'],
  topics: ['weather.oslo', 'news'],
  paths: [
    { path: 'json.price', type: 'number', values: [] },
    { path: 'json.level', type: 'text', values: ['"error"', '"info"'] },
    { path: 'json.items[0].name', type: 'text', values: [] },
    { path: 'json.items[0]["unit price"]', type: 'number', values: [] },
    { path: 'json.ok', type: 'boolean', values: ['true', 'false'] },
  ],
};

/** Candidates at the `|` in a text, as they would stand in it. */
function at(marked: string): string[] {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, candidates } = completionsAt(text, cursor, NAMES);
  return candidates.map(({ insert }) => text.slice(0, from) + insert + text.slice(to));
}

describe('completion', () => {
  it('offers fields where a condition can begin, and words of the language behind one', () => {
    expect(at('|')).toContain('socket:');
    expect(at('|')).toContain('not ');
    expect(at('|')).not.toContain('and ');
    expect(at('size>1k |')).toContain('size>1k or ');
    expect(at('(|')).toContain('(topic:');
  });

  it('puts first what begins like what is typed', () => {
    expect(at('soc|')).toEqual(['socket:']);
    expect(at('size>1k fr|')).toEqual(['size>1k from:', 'size>1k frames>=']);
    expect(at('a o|').slice(0, 2)).toEqual(['a or ', 'a not ']);
    expect(at('a N|')[0]).toBe('a not ');
  });

  it.each([
    ['node:|', ['node:client1', 'node:"my node"', 'node:server', 'node:alice', 'node:peer1']],
    ['node:cl|', ['node:client1']],
    ['node:client1,s|', ['node:client1,server']],
    ['node:cl|x or a', ['node:client1 or a']],
    ['link:|', ['link:l1', 'link:l2']],
    ['peer:|', ['peer:*', 'peer:alice', 'peer:peer1']],
    ['topic:"wea|', ['topic:"weather.oslo"']],
    ['topic:"wea|" size>1', ['topic:"weather.oslo" size>1']],
    ['topic:n|', ['topic:"news"']],
    ['kind:com|', ['kind:command']],
    ['socket:x|', ['socket:XPUB', 'socket:XSUB']],
    ['json.pr|', ['json.price>', 'json.items[0]["unit price"]>']],
    ['size>1 json.items[|', ['size>1 json.items[0].name:', 'size>1 json.items[0]["unit price"]>']],
    ['json.level:|', ['json.level:"error"', 'json.level:"info"']],
    ['json.level="in|', ['json.level="info"']],
    ['json.ok=t|', ['json.ok=true']],
    ['json.price>|', []],
    ['dir:forward|', []],
    ['size>|', []],
    ['"text|', []],
    ['size>1k| ', []],
  ])('%s', (marked, expected) => {
    expect(at(marked)).toEqual(expected);
  });

  it('never makes what could be read unreadable where it completes a value', () => {
    const pieces = fc.constantFrom(
      'json.level:',
      'json.',
      'node:',
      'kind:',
      'client1',
      ' ',
      'or',
      'topic:',
      'a',
      ',',
      '(',
      ')',
      'm',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 7 }), fc.nat(30), (some, place) => {
        const text = some.join('');
        const cursor = Math.min(place, text.length);
        const { from, to, candidates } = completionsAt(text, cursor, NAMES);
        expect(from).toBeLessThanOrEqual(cursor);
        expect(to).toBeGreaterThanOrEqual(cursor);
        if (!parseFilter(text).ok) return;
        for (const { type, insert } of candidates) {
          const next = text.slice(0, from) + insert + text.slice(to);
          if (type === 'value') expect([next, parseFilter(next).ok]).toEqual([next, true]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it('knows the names of a topology, its topics and the programs connected with it', () => {
  const topology = {
    ...emptyTopology('x'),
    nodes: [
      {
        id: 'n1',
        kind: 'socket' as const,
        socket: 'PUB' as const,
        label: 'Station',
        position: { x: 0, y: 0 },
        behavior: { type: 'generate' as const, every: '1s', frames: ['weather.{{seq}}', 'sunny'] },
      },
      {
        id: 'n2',
        kind: 'socket' as const,
        socket: 'SUB' as const,
        position: { x: 0, y: 0 },
        behavior: { type: 'subscribe' as const, topics: ['', 'news'] },
      },
      {
        id: 'n3',
        kind: 'socket' as const,
        socket: 'PUB' as const,
        position: { x: 0, y: 0 },
        behavior: { type: 'generate' as const, every: '1s', frames: ['{{cycle a|b}}'] },
      },
    ],
    links: [{ id: 'l1', from: 'n2', to: 'n1', transport: 'tcp' as const }],
  };
  const names = filterNames(topology, [
    { id: 'peer1', identity: 'alice' },
    { id: 'peer2', identity: '' },
    { id: 'meeting1', identity: '', meets: 'n1' },
  ]);
  expect(names).toEqual({
    nodes: ['Station', 'n1', 'n2', 'n3'],
    links: ['l1', 'meeting1'],
    peers: ['alice', 'peer1', 'peer2'],
    topics: ['weather.', 'news', 'a', 'b'],
    paths: [],
  });
});
