import { describe, expect, it } from 'vitest';
import { canTalk, compatiblePeers, SOCKET_TYPES, socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import { transportsOf, type Transport } from '../../shared/zmq/transports';
import type { Link, SocketNode } from '../../shared/topology/topology';
import { parseTopology } from '../../shared/topology/parse';
import { FORMAT } from '../../shared/topology/schema';
import { libraryFacts } from './library';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { talker } from './testing/talker';

interface Pair {
  readonly from: SocketType;
  readonly to: SocketType;
  readonly transport: Transport;
}

const here = libraryFacts().transports;

/** Every legal pair, with either side binding, over every transport that both and this machine can use. */
const pairs: Pair[] = SOCKET_TYPES.flatMap((from) =>
  compatiblePeers(from).flatMap((to) =>
    transportsOf(from, to)
      .filter((transport) => here.includes(transport) && (transport !== 'udp' || from === 'RADIO'))
      .map((transport) => ({ from, to, transport })),
  ),
);

/** A ROUTER only answers: two of them, or one of them in front of a REP, begin nothing by themselves. */
function drivenByHand({ from, to }: Pair): boolean {
  return from === 'ROUTER' && to === 'ROUTER';
}

function nodesOf({ from, to }: Pair, index: number): SocketNode[] {
  const a = node(`a${index}`, from, { behavior: talker(from) });
  const b = node(`b${index}`, to, { behavior: talker(to) });
  if (from !== 'ROUTER' || to !== 'ROUTER') return [a, b];
  // The ends name each other, because a ROUTER sends to nobody that it cannot name.
  const named = (one: SocketNode, id: string): SocketNode => ({ ...one, options: { routingId: id } });
  return [
    { ...named(a, `a${index}`), behavior: { type: 'manual' } },
    { ...named(b, `b${index}`), behavior: { type: 'sink' } },
  ];
}

describe('every pair of sockets that can talk', () => {
  for (const transport of here) {
    const some = pairs.filter((pair) => pair.transport === transport);
    it(`exchanges messages over ${transport}: ${some.length} pairs`, { timeout: 60_000 }, async () => {
      const nodes: SocketNode[] = [];
      const links: Link[] = [];
      some.forEach((pair, index) => {
        nodes.push(...nodesOf(pair, index));
        links.push(link(`l${index}`, `a${index}`, `b${index}`, { transport }));
      });
      const engine = new TestEngine();
      await engine.run(topology(nodes, links));
      const quiet = (): string[] =>
        some.flatMap((pair, index) => {
          if (drivenByHand(pair)) engine.engine.send(`a${index}`, [`b${index}`, 'hello']);
          const ends = [engine.received(`a${index}`), engine.received(`b${index}`)] as const;
          const both = [pair.from, pair.to].every(
            (type, end) => !socketFacts(type).receives || ends[end]! > 0 || (drivenByHand(pair) && end === 0),
          );
          const seen = engine.messages(`l${index}`);
          return both && seen[0] + seen[1] > 0 ? [] : [`${pair.from}-${pair.to} ${ends.join('/')} ${seen.join('/')}`];
        });
      await eventually(() => expect([...quiet(), ...engine.problems()]).toEqual([]), 40_000);
      // Every link that the library shakes hands over has done so, and says how it is observed.
      for (const [index] of some.entries()) expect(engine.link(`l${index}`).state).toBe('connected');
    });
  }
});

describe('every pair of sockets that cannot talk', () => {
  it('is refused, with what the first one talks with', () => {
    for (const from of SOCKET_TYPES) {
      for (const to of SOCKET_TYPES.filter((type) => !canTalk(from, type))) {
        const parsed = parseTopology({
          format: FORMAT,
          name: 'Test',
          nodes: [node('a', from), node('b', to)],
          links: [link('l', 'a', 'b')],
        });
        const said = parsed.ok ? '' : parsed.error.map(({ message }) => message).join('; ');
        if (from === 'DGRAM' || to === 'DGRAM') expect(said).toContain('a DGRAM has no links');
        else
          expect(said).toContain(
            `a ${from} cannot talk with a ${to}; it talks with ${compatiblePeers(from).join(', ')}`,
          );
      }
    }
  });
});
