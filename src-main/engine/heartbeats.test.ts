import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import * as zmq from 'zeromq';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const HEARTBEAT = 20;
const BUSY = { type: 'sink', delay: '10m' } as const;
const options = { receiveHighWaterMark: 1, heartbeatInterval: HEARTBEAT, heartbeatTimeout: 5000 };
const busy = (bind: readonly string[] = []) => node('pull', 'PULL', { bind: [...bind], options, behavior: BUSY });

// libzmq ends the process where a socket that cannot receive loses its peer and a heartbeat is due after that.
it.each(['wire', 'direct'] as const)('a full queue survives that its cable is pulled out: %s', async (observe) => {
  const engine = new TestEngine();
  const push = node('push', 'PUSH', {
    options: { sendHighWaterMark: 1 },
    behavior: { type: 'generate', rate: 'max', count: 6, frames: [{ size: 20_000 }] },
  });
  await engine.run(topology([busy(), push], [link('l1', 'push', 'pull', { observe })]));
  await eventually(() => expect(engine.sent('push')).toBeGreaterThan(2));
  await sleep(3 * HEARTBEAT);
  await engine.engine.update(topology([busy(), push]));
  await sleep(6 * HEARTBEAT);
  await engine.engine.update(topology([busy()]));
  await sleep(6 * HEARTBEAT);
  expect(engine.problems()).toEqual([]);
});

it('a full queue survives that a program outside goes away', async () => {
  const engine = new TestEngine();
  const endpoint = `tcp://127.0.0.1:${await freePort()}`;
  await engine.run(topology([busy([endpoint])]));
  const outside = new zmq.Push({ linger: 100, sendHighWaterMark: 1, sendTimeout: 2000 });
  outside.connect(endpoint);
  for (let count = 0; count < 5; count++) await outside.send(Buffer.alloc(20_000));
  await eventually(() => expect(engine.peers()).toHaveLength(1));
  await sleep(3 * HEARTBEAT);
  outside.close();
  await eventually(() => expect(engine.peers()).toHaveLength(0));
  await sleep(6 * HEARTBEAT);
  // The socket is as good as before to the next one.
  const next = new zmq.Push({ linger: 0 });
  next.connect(endpoint);
  await eventually(() => expect(engine.peers()).toHaveLength(1));
  next.close();
});

it('beat on the wire, and not over a direct link', async () => {
  const engine = new TestEngine();
  const sub = node('sub', 'SUB', {
    options: { heartbeatInterval: HEARTBEAT },
    behavior: { type: 'subscribe', topics: [''] },
  });
  const nodes = [node('pub', 'PUB'), node('far', 'PUB'), sub];
  const cables = [link('l1', 'sub', 'pub'), link('l2', 'sub', 'far', { observe: 'direct' })];
  await engine.run(topology(nodes, cables));
  const pings = () => engine.rows('l1').filter(({ label }) => label === 'PING').length;
  await eventually(() => expect(pings()).toBeGreaterThan(3));
  await engine.engine.update(topology(nodes, cables.slice(1)));
  await engine.engine.update(topology(nodes, cables));
  const before = pings();
  await eventually(() => expect(pings()).toBeGreaterThan(before + 3));
});

// libzmq takes a peer for gone whose answers it has no room for, and ends the process when it has room again.
it.each(['plain', 'secured'])('a full queue survives that answers to heartbeats come late: %s', async (kind) => {
  const engine = new TestEngine();
  engine.engine.setCredentials({ key: { type: 'curve', ...zmq.curveKeyPair() } });
  const secured = kind === 'secured';
  const pull = node('pull', 'PULL', {
    options: { receiveHighWaterMark: 1, heartbeatInterval: HEARTBEAT, reconnectInterval: 5 },
    behavior: { type: 'sink', delay: '300ms' },
    ...(secured ? { security: { type: 'curve-client', key: 'key', server: 'key' } } : {}),
  });
  const push = node('push', 'PUSH', {
    options: { sendHighWaterMark: 1 },
    behavior: { type: 'generate', rate: 'max', count: 6, frames: [{ size: 20_000 }] },
    ...(secured ? { security: { type: 'curve-server', key: 'key' } } : {}),
  });
  await engine.run(topology([pull, push], [link('l1', 'pull', 'push')]));
  await eventually(() => expect(engine.received('pull')).toBe(6));
  expect(engine.problems()).toEqual([]);
});
