import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compatiblePeers, SOCKET_TYPES, socketFacts, type SocketType } from '../../shared/zmq/socket-types';
import { transportFacts, transportsOf, type Transport } from '../../shared/zmq/transports';
import type { SocketNode } from '../../shared/topology/topology';
import { eventually, node, TestEngine, topology } from './testing/harness';
import { PyzmqPeers, pyzmqBinds, type WantedPeer } from './testing/pyzmq-peers';
import { talker } from './testing/talker';

interface Pair {
  readonly id: string;
  readonly mine: SocketType;
  readonly theirs: SocketType;
  readonly transport: Transport;
  /** What the app's socket does; the program does the other. */
  readonly use: 'bind' | 'connect';
}

/**
 * pyzmq has every type that is no draft. Left out are inproc, which stays within a process; udp, which only drafts can use; tipc,
 * which is seldom in a kernel; and epgm, which matrix-system.test.ts has.
 */
const pairs: Pair[] = SOCKET_TYPES.filter((type) => !socketFacts(type).draft).flatMap((mine) =>
  compatiblePeers(mine).flatMap((theirs) =>
    transportsOf(mine, theirs)
      .filter((transport) => transport === 'tcp' || transport === 'ipc' || transport === 'ws')
      .flatMap((transport) =>
        (['bind', 'connect'] as const).map((use) => ({
          id: `${mine}-${theirs}-${transport}-${use}`.toLowerCase(),
          mine,
          theirs,
          transport,
          use,
        })),
      ),
  ),
);

/** A free one: the system gives the port or the path. */
function anyEndpoint(transport: Transport): string {
  return transport === 'ipc' ? 'ipc://*' : `${transport}://127.0.0.1:*`;
}

/** Two ROUTERs can only talk where one of them can name the other. */
function isNamed({ mine, theirs }: Pair): boolean {
  return mine === 'ROUTER' && theirs === 'ROUTER';
}

function nodeOf(pair: Pair, endpoint: string): SocketNode {
  return node(pair.id, pair.mine, {
    [pair.use]: [endpoint],
    behavior: talker(pair.mine),
    ...(isNamed(pair) ? { options: { routingId: pair.id } } : {}),
  });
}

function peerOf(pair: Pair, endpoint: string): WantedPeer {
  const { id, theirs, use } = pair;
  const named = isNamed(pair) ? { name: `theirs-${id}`, other: id } : {};
  return { id, type: theirs, use: use === 'bind' ? 'connect' : 'bind', endpoint, ...named };
}

describe('every pair of sockets that can talk, one of them of pyzmq', () => {
  let outside: PyzmqPeers;
  beforeAll(() => {
    outside = new PyzmqPeers();
  });
  afterAll(() => outside.end());

  for (const transport of ['tcp', 'ipc', 'ws'] as const) {
    const some = pairs.filter((pair) => pair.transport === transport);
    it.skipIf(!pyzmqBinds(transport))(
      `exchanges messages over ${transport}, whoever binds: ${some.length} pairs`,
      { timeout: 60_000 },
      async () => {
        const theirsBind = some.filter(({ use }) => use === 'connect');
        const bound = await outside.open(theirsBind.map((pair) => peerOf(pair, anyEndpoint(transport))));
        const engine = new TestEngine();
        await engine.run(topology(some.map((pair) => nodeOf(pair, bound[pair.id] ?? anyEndpoint(transport)))));
        const mineBind = some.filter(({ use }) => use === 'bind');
        const actual = (pair: Pair) => engine.socket(pair.id).endpoints[0]?.actual ?? '';
        await outside.open(mineBind.map((pair) => peerOf(pair, actual(pair))));

        const quiet = async (): Promise<string[]> => {
          const theirs = await outside.report();
          return some.flatMap((pair) => {
            const got = [engine.received(pair.id), theirs[pair.id] ?? 0] as const;
            const heard = [pair.mine, pair.theirs].every((type, end) => !socketFacts(type).receives || got[end]! > 0);
            const peer = engine.peers().find(({ socket }) => socket === pair.id);
            const seen = peer ? engine.messagesOf(peer.flow) : [0, 0];
            return heard && seen[0]! + seen[1]! > 0 ? [] : [`${pair.id} ${got.join('/')} ${seen.join('/')}`];
          });
        };
        await eventually(async () => expect([...(await quiet()), ...engine.problems()]).toEqual([]), 40_000);

        // Each is a peer of its own; what the wire can tell of it is known.
        const peers = some.map((pair) => engine.peers().filter(({ socket }) => socket === pair.id));
        const told = (pair: Pair) => transportFacts(transport).relayed && pair.mine !== 'STREAM';
        expect(peers.map((each) => each.map(({ socketType }) => socketType))).toEqual(
          some.map((pair) => [told(pair) ? pair.theirs : '']),
        );
      },
    );
  }
});
