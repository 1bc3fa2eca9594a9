import { describe, expect, it } from 'vitest';
import { SOCKET_TYPES, type SocketType } from '../../shared/zmq/socket-types';
import { lacksTransport } from '../../shared/zmq/library';
import { TRANSPORTS, type Transport } from '../../shared/zmq/transports';
import type { Link } from '../../shared/topology/topology';
import { parseTopology } from '../../shared/topology/parse';
import { FORMAT } from '../../shared/topology/schema';
import { libraryFacts } from './library';
import { link, node } from './testing/harness';
import { exchangeAll, pairsOver } from './testing/pair-matrix';

/**
 * Who can talk with whom, `zmq_socket(3)` under "Compatible peer sockets" and libzmq's `mechanism.cpp`: written down here once
 * more, so that what is tested is not taken from what is to be tested.
 */
const LEGAL: Readonly<Record<SocketType, string>> = {
  REQ: 'REP ROUTER',
  REP: 'REQ DEALER',
  DEALER: 'REP DEALER ROUTER',
  ROUTER: 'REQ DEALER ROUTER',
  PUB: 'SUB XSUB',
  SUB: 'PUB XPUB',
  XPUB: 'SUB XSUB',
  XSUB: 'PUB XPUB',
  PUSH: 'PULL',
  PULL: 'PUSH',
  PAIR: 'PAIR',
  STREAM: 'STREAM',
  CLIENT: 'SERVER',
  SERVER: 'CLIENT',
  RADIO: 'DISH',
  DISH: 'RADIO',
  SCATTER: 'GATHER',
  GATHER: 'SCATTER',
  CHANNEL: 'CHANNEL',
  // It has no peer: what it sends says to which address it goes.
  DGRAM: '',
};
const ZMTP = 'tcp, ipc, inproc, ws, tipc';
const PUBLISHED = `${ZMTP}, pgm, epgm`;

/** What each type can be carried by: `zmq_tcp(7)`, `zmq_udp(7)`, `zmq_pgm(7)` …, the others as `PUSH` can. */
const CARRIED: Readonly<Partial<Record<SocketType, string>>> = {
  PUB: PUBLISHED,
  SUB: PUBLISHED,
  XPUB: PUBLISHED,
  XSUB: PUBLISHED,
  STREAM: 'tcp',
  RADIO: 'tcp, ipc, inproc, ws, udp, tipc',
  DISH: 'tcp, ipc, inproc, ws, udp, tipc',
  DGRAM: 'udp',
};
const carriers = (type: SocketType) => CARRIED[type] ?? ZMTP;
const peersOf = (type: SocketType) => SOCKET_TYPES.filter((other) => LEGAL[type].split(' ').includes(other));

/** Legal pairs of which both can use the transport; over udp a RADIO connects and the DISH binds, and not the other way. */
function expected(transport: Transport): string[] {
  return SOCKET_TYPES.flatMap((from) =>
    peersOf(from)
      .filter((to) => [from, to].every((type) => carriers(type).split(', ').includes(transport)))
      .filter((to) => transport !== 'udp' || (from === 'RADIO' && to === 'DISH'))
      .map((to) => `${from}-${to}`),
  );
}

describe('every pair of sockets that can talk', () => {
  const library = libraryFacts();
  for (const transport of TRANSPORTS) {
    const pairs = pairsOver(transport);
    const title = `over ${transport}: ${pairs.length} pairs`;
    it(`is meant ${title}`, () => {
      expect(pairs.map(({ from, to }) => `${from}-${to}`)).toEqual(expected(transport));
    });
    const lacks = lacksTransport(library, transport);
    // The system's library has a matrix of its own for what only it has: matrix-system.test.ts.
    if (lacks === 'system-library') continue;
    const why = lacks === undefined ? '' : `, left out: ${lacks}`;
    it.skipIf(lacks !== undefined)(`exchanges messages ${title}${why}`, { timeout: 60_000 }, async () => {
      expect(new Set(await exchangeAll(pairs))).toEqual(new Set(['connected']));
    });
  }
});

describe('what cannot be linked is refused', () => {
  const said = (from: SocketType, to: SocketType, more: Partial<Link> = {}): string => {
    const nodes = [node('a', from), node('b', to)];
    const parsed = parseTopology({ format: FORMAT, name: 'Test', nodes, links: [link('l', 'a', 'b', more)] });
    return parsed.ok ? '' : parsed.error.map(({ message }) => message).join('; ');
  };

  it('where the two types cannot talk, with what the first one talks with', () => {
    for (const from of SOCKET_TYPES) {
      for (const to of SOCKET_TYPES.filter((type) => !peersOf(from).includes(type))) {
        const without = [from, to].find((type) => type === 'DGRAM');
        const why = without
          ? `a DGRAM has no links: it is bound to an endpoint, and each message says where it goes`
          : `a ${from} cannot talk with a ${to}; it talks with ${peersOf(from).join(', ')}`;
        expect(said(from, to)).toBe(`links[0].to: ${why}`);
      }
    }
  });

  it('where a type cannot use the transport, with those that it can', () => {
    for (const from of SOCKET_TYPES) {
      for (const to of peersOf(from)) {
        for (const transport of TRANSPORTS) {
          const unfit = [from, to].find((type) => !carriers(type).split(', ').includes(transport));
          const turned = transport === 'udp' && from === 'DISH';
          const why = unfit
            ? `a ${unfit} cannot use ${transport}; it uses ${carriers(unfit)}`
            : 'over udp a DISH binds; turn it round';
          const refusal = unfit || turned ? `links[0].transport: ${why}` : '';
          expect([from, to, transport, said(from, to, { transport })]).toEqual([from, to, transport, refusal]);
        }
      }
    }
  });
});
