import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addonOf } from '../system-addon';
import { PyzmqPeers } from './testing/pyzmq-peers';
import { talker } from './testing/talker';

// Multicast is what only the system's library has: this file runs on its addon, where `npm run addon:system` has built it.
const addon = addonOf('system') ?? '';
const built = existsSync(addon);
if (built) process.env['ZMQ_PATCHBAY_ADDON'] = addon;
const { exchangeAll, pairsOver } = await import('./testing/pair-matrix');
const { eventually, node, TestEngine, topology } = await import('./testing/harness');
const { libraryFacts } = await import('./library');

/** In kilobits a second; the default of 100 would take its time. */
const options = { rate: 10_000 };

describe.runIf(built)('every pair of sockets that can talk by multicast', () => {
  // pgm itself is the same but for its packets, which want a right that few accounts have: `zmq_pgm(7)`.
  const pairs = pairsOver('epgm');
  it.skipIf(!libraryFacts().transports.includes('epgm'))(
    `exchanges messages over epgm: ${pairs.length} pairs`,
    { timeout: 60_000 },
    async () => {
      expect(new Set(await exchangeAll(pairs, { options }))).toEqual(new Set(['connected']));
    },
  );
});

describe.runIf(built && libraryFacts().transports.includes('epgm'))('a program of pyzmq', () => {
  let outside: PyzmqPeers;
  beforeAll(() => {
    outside = new PyzmqPeers();
  });
  afterAll(() => outside.end());

  it(
    'is in the same multicast group as the app’s socket, whichever of the two publishes',
    { timeout: 60_000 },
    async () => {
      const pairs = pairsOver('epgm').map(({ from, to }, index) => ({
        id: `${from}-${to}`.toLowerCase(),
        mine: from,
        theirs: to,
        endpoint: `epgm://127.0.0.1;239.192.1.2:${47_100 + index}`,
      }));
      await outside.open(pairs.map(({ id, theirs, endpoint }) => ({ id, type: theirs, use: 'bind', endpoint })));
      const engine = new TestEngine();
      await engine.run(
        topology(
          pairs.map(({ id, mine, endpoint }) =>
            node(id, mine, { connect: [endpoint], options, behavior: talker(mine) }),
          ),
        ),
      );
      const quiet = async () => {
        const theirs = await outside.report();
        return pairs.filter(({ id }) => engine.received(id) + (theirs[id] ?? 0) === 0).map(({ id }) => id);
      };
      await eventually(async () => expect([...(await quiet()), ...engine.problems()]).toEqual([]), 40_000);
    },
  );
});
