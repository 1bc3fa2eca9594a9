import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTopology } from '../testing/arbitrary-topology';
import { formatTopology, parseTopology, parseTopologyText } from './parse';
import { FORMAT } from './schema';

const position = { x: 0, y: 0 };

function problems(json: unknown): string[] {
  const parsed = parseTopology(json);
  return parsed.ok ? [] : parsed.error.map(({ message }) => message);
}

function document(nodes: unknown[], links: unknown[] = [], more: object = {}): unknown {
  return { format: FORMAT, name: 'test', nodes, links, ...more };
}

const socket = (id: string, type: string, more: object = {}) => ({
  id,
  kind: 'socket',
  socket: type,
  position,
  ...more,
});

describe('opening a topology file', () => {
  it('reads back every topology it wrote', () => {
    fc.assert(
      fc.property(arbitraryTopology, (topology) => {
        const parsed = parseTopologyText(formatTopology(topology));
        expect(parsed).toEqual({ ok: true, value: topology });
      }),
    );
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTopologyText(text)));
    fc.assert(fc.property(fc.jsonValue(), (json) => void parseTopology(json)));
  });

  it('says of a file that is no topology how one begins', () => {
    expect(problems(3)[0]).toContain('"format"');
    expect(problems({})).toEqual([`format: it is missing; a topology file says "format": "${FORMAT}"`]);
    expect(problems({ format: 'zmq-patchbay/7' })[0]).toContain('newer version');
    expect(problems({ format: 'other' })[0]).toContain('none this app knows');
  });

  it('names an unknown field and its place', () => {
    const json = document([socket('a', 'REQ', { behavior: { type: 'request', frames: ['x'], evry: '1s' } })], [], {
      colour: 1,
    });
    expect(problems(json)).toEqual([
      'nodes[0].behavior.evry: there is no such field; remove it or mend its name',
      'colour: there is no such field; remove it or mend its name',
    ]);
  });

  it('finds every problem of a file at once', () => {
    const json = document([
      socket('a b', 'REQ'),
      socket('c', 'PUSH', { behavior: { type: 'generate', every: 'soon', frames: [{ hex: 'abc' }] } }),
    ]);
    expect(problems(json).map((message) => message.split(':')[0])).toEqual([
      'nodes[0].id',
      'nodes[1].behavior.every',
      'nodes[1].behavior.frames[0].hex',
    ]);
  });

  it('refuses sockets that cannot talk, and says who can', () => {
    const json = document([socket('a', 'REQ'), socket('b', 'SUB')], [{ id: 'l', from: 'a', to: 'b' }]);
    expect(problems(json)).toEqual(['links[0].to: a REQ cannot talk with a SUB; it talks with REP, ROUTER']);
  });

  it('refuses a behavior that the socket cannot have', () => {
    const json = document([socket('a', 'PULL', { behavior: { type: 'generate', rate: 1, frames: ['x'] } })]);
    expect(problems(json)).toEqual(['nodes[0].behavior.type: a PULL cannot generate; it can manual, sink']);
  });

  it('wants one pace of generate, and one answer of reply', () => {
    const generate = (fields: object) =>
      document([socket('a', 'PUSH', { behavior: { type: 'generate', frames: ['x'], ...fields } })]);
    expect(problems(generate({}))[0]).toContain('needs "every", "rate" or "burst"');
    expect(problems(generate({ every: 1, rate: 1 }))[0]).toContain('not both');
    expect(problems(generate({ burst: 5, every: '1s' }))).toEqual([]);
    const reply = (fields: object) => document([socket('a', 'REP', { behavior: { type: 'reply', ...fields } })]);
    expect(problems(reply({}))[0]).toContain('"echo": true');
    expect(problems(reply({ echo: true, frames: ['x'] }))[0]).toContain('not both');
  });

  it('finds links that lead nowhere, to a device as a whole, or back to themselves', () => {
    const nodes = [socket('a', 'REP'), { id: 'q', kind: 'device', device: 'queue', position }];
    const links = [
      { id: 'l1', from: 'a', to: 'gone' },
      { id: 'l2', from: 'a', to: 'q' },
      { id: 'l3', from: 'a', to: 'a' },
      { id: 'l4', from: 'a', to: 'q.backend' },
    ];
    expect(problems(document(nodes, links))).toEqual([
      'links[0].to: there is no socket "gone"',
      'links[1].to: "q" is a device: name its socket, as in "q.backend"',
      'links[2].to: a socket cannot be linked to itself',
    ]);
  });

  it('keeps a PAIR to one peer', () => {
    const nodes = [socket('a', 'PAIR'), socket('b', 'PAIR'), socket('c', 'PAIR')];
    const links = [
      { id: 'l1', from: 'a', to: 'b' },
      { id: 'l2', from: 'c', to: 'b' },
    ];
    expect(problems(document(nodes, links))).toEqual([
      'links[1]: the PAIR "b" has a link already, and takes one peer only',
    ]);
  });

  it('finds the same id twice and the same endpoint bound twice', () => {
    const nodes = [
      socket('a', 'REP', { bind: ['tcp://*:5555'] }),
      socket('a', 'REP', { bind: ['tcp://127.0.0.1:5555'] }),
    ];
    expect(problems(document(nodes))).toEqual([
      'nodes[1].id: "a" is the id of nodes[0] already; give it another',
      'nodes[1].bind[0]: "tcp://127.0.0.1:5555" is bound at nodes[0].bind[0] already; use another port or name',
    ]);
  });

  it('wants an endpoint wherever a program outside is linked', () => {
    const outside = { id: 'p', kind: 'external', socket: 'REP', position };
    const nodes = [socket('a', 'REQ'), socket('b', 'DEALER'), outside];
    const links = [
      { id: 'l1', from: 'a', to: 'p' },
      { id: 'l2', from: 'p', to: 'b' },
    ];
    expect(problems(document(nodes, links)).map((message) => message.split(':')[0])).toEqual([
      'links[0].to',
      'links[1].endpoint',
    ]);
    const linked = document(
      [nodes[0], nodes[1], { ...outside, bind: ['tcp://127.0.0.1:7'] }],
      [links[0], { ...links[1], endpoint: 'tcp://127.0.0.1:*' }],
    );
    expect(problems(linked)).toEqual([]);
  });

  it('names the option that does not fit and the values it takes', () => {
    const json = document([socket('a', 'REQ', { options: { lingr: 0, linger: 'long', mandatory: true } })]);
    expect(problems(json)).toEqual([
      expect.stringContaining('nodes[0].options.lingr: lingr is no option this app sets'),
      'nodes[0].options.linger: linger is a whole number of milliseconds from -1 to 2147483647',
      'nodes[0].options.mandatory: mandatory is no option of a REQ; it belongs to ROUTER',
    ]);
  });
});
