import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { optionFault } from '../../shared/zmq/option-fault';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const dish = (bind: readonly string[]) =>
  node('dish', 'DISH', { bind: [...bind], behavior: { type: 'join', groups: ['news'] } });
const NEWS = Buffer.from('\u0004newsbody');

// Where one of these fails, libzmq ends the process of the tests.
it('datagrams of a stranger do a DISH no harm, and those of a RADIO come in', async () => {
  const engine = new TestEngine();
  const port = await freeUdpPort();
  await engine.run(topology([dish([`udp://127.0.0.1:${port}`])]));
  expect(engine.problems()).toEqual([]);
  const stranger = createSocket('udp4');
  onTestFinished(() => void stranger.close());
  const say = (bytes: Buffer) => stranger.send(bytes, port, '127.0.0.1');
  for (const bytes of [[], [0x80], [0xff, 1, 2], [5, 1]]) say(Buffer.from(bytes));
  say(Buffer.alloc(60_000, 1));
  say(Buffer.from('\u0005otherbody'));
  say(NEWS);
  await eventually(() => expect(engine.received('dish')).toBe(1));
  await sleep(100);
  expect(engine.received('dish')).toBe(1);
  // The port is free when the endpoint is taken away, and when the run is over.
  await engine.engine.update(topology([dish([])]));
  await engine.engine.update(topology([dish([`udp://127.0.0.1:${port}`])]));
  expect(engine.problems()).toEqual([]);
  say(NEWS);
  await eventually(() => expect(engine.received('dish')).toBe(2));
});

it('a port that is in use is told', async () => {
  const engine = new TestEngine();
  const port = await freeUdpPort();
  const other = createSocket('udp4').bind(port, '127.0.0.1');
  onTestFinished(() => void other.close());
  await engine.run(topology([dish([`udp://127.0.0.1:${port}`])]));
  expect(engine.problems()).toEqual([expect.stringContaining(String(port))]);
});

it.each([
  ['a body', ['news', { size: 9000 }]],
  ['a group', ['g'.repeat(200), 'body']],
])('%s that is too long for a datagram is not sent by a RADIO', async (_, frames) => {
  const engine = new TestEngine();
  const radio = node('radio', 'RADIO', { behavior: { type: 'generate', rate: 'max', count: 1, frames } });
  await engine.run(topology([dish([]), radio], [link('l1', 'radio', 'dish', { transport: 'udp' })]));
  await eventually(() => expect(engine.problems().join()).toContain('larger than the transport takes'));
  await sleep(100);
  expect(engine.received('dish')).toBe(0);
});

it('a body that is too long for a datagram is not sent by a DGRAM', async () => {
  const engine = new TestEngine();
  const bind = [`udp://127.0.0.1:${await freeUdpPort()}`];
  await engine.run(topology([node('dgram', 'DGRAM', { bind, behavior: { type: 'manual' } })]));
  engine.engine.send('dgram', ['127.0.0.1:9', { size: 100_000 }]);
  await eventually(() => expect(engine.problems().join()).toContain('larger than the transport takes'));
  await sleep(100);
});

it('a DGRAM has no address of IPv6, from which a stranger could end the process', async () => {
  const engine = new TestEngine();
  const bind = [`udp://[::1]:${await freeUdpPort()}`];
  await engine.run(topology([node('dgram', 'DGRAM', { bind, behavior: { type: 'manual' } })]));
  expect(engine.problems()).toHaveLength(1);
  expect(optionFault('DGRAM', 'ipv6', true)).toContain('is no option of a DGRAM');
});

it('a flood of datagrams does a DISH no harm', async () => {
  const engine = new TestEngine();
  const port = await freeUdpPort();
  await engine.run(topology([{ ...dish([`udp://127.0.0.1:${port}`]), options: { receiveHighWaterMark: 1 } }]));
  const stranger = createSocket('udp4');
  onTestFinished(() => void stranger.close());
  for (let round = 0; round < 50; round++) {
    for (let count = 0; count < 100; count++) stranger.send(NEWS, port, '127.0.0.1');
    await new Promise((resolve) => setImmediate(resolve));
  }
  await eventually(() => expect(engine.received('dish')).toBeGreaterThan(0));
  const before = engine.received('dish');
  await sleep(50);
  stranger.send(NEWS, port, '127.0.0.1');
  await eventually(() => expect(engine.received('dish')).toBeGreaterThan(before));
  expect(engine.problems()).toEqual([]);
});
