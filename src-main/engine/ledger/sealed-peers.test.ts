import * as zmq from 'zeromq';
import { curveKeyPair } from 'zeromq';
import { afterEach, describe, expect, it } from 'vitest';
import type { Topology } from '../../../shared/topology/topology';
import { freePort } from '../testing/free-port';
import { eventually, node, TestEngine, topology } from '../testing/harness';
import { lossRows, lost, uncounted } from '../testing/losses';

const keys = curveKeyPair();
const security = { type: 'curve-server', key: 'server' } as const;
const outside: zmq.Socket[] = [];

afterEach(() => {
  for (const socket of outside.splice(0)) socket.close();
});

async function running(wanted: Topology): Promise<TestEngine> {
  const engine = new TestEngine();
  engine.engine.setCredentials({ server: { type: 'curve', ...keys } });
  await engine.run(wanted);
  return engine;
}

describe('a program outside under CURVE', () => {
  const secured = { curveServerKey: keys.publicKey, ...pairOptions() };

  it('that pulls: its sealed frames are counted as the messages they are of', async () => {
    const port = await freePort();
    const engine = await running(
      topology([
        node('push', 'PUSH', {
          security,
          bind: [`tcp://127.0.0.1:${port}`],
          behavior: { type: 'generate', burst: 60, frames: ['a', 'b', { size: 256 * 1024 }] },
        }),
      ]),
    );
    const pull = new zmq.Pull({ ...secured, receiveHighWaterMark: 1 });
    outside.push(pull);
    pull.connect(`tcp://127.0.0.1:${port}`);
    await eventually(() => expect(engine.sent('push')).toBe(60));
    expect(uncounted(engine)).toEqual([]);
    const peer = () => engine.status.peers[0]?.flow ?? -1;
    await eventually(() => expect(engine.messagesOf(peer())[1]).toBeGreaterThan(6));
    pull.close();
    await eventually(() => expect(lost(engine, 'push', 'peerGone')).toBeGreaterThan(0));
    await eventually(() => {
      const [, frames] = engine.messagesOf(peer());
      expect(lost(engine, 'push', 'peerGone')).toBe(60 - Math.floor(frames / 3));
    });
    expect(lossRows(engine, 'push', 'peerGone')[0]?.exact).toBe(0);
  });

  it('that subscribes: to what is sealed, so its losses cannot be counted, and that is said', async () => {
    const port = await freePort();
    const engine = await running(
      topology([
        node('pub', 'PUB', {
          security,
          bind: [`tcp://127.0.0.1:${port}`],
          behavior: { type: 'generate', every: '5ms', frames: ['x'] },
        }),
      ]),
    );
    await eventually(() => expect(lost(engine, 'pub', 'noSubscriber')).toBeGreaterThan(0));
    const sub = new zmq.Subscriber(secured);
    outside.push(sub);
    sub.connect(`tcp://127.0.0.1:${port}`);
    sub.subscribe();
    await sub.receive();
    await eventually(() => expect(uncounted(engine)).toEqual([{ socket: 'pub', why: 'sealed' }]));
  });
});

function pairOptions() {
  const { publicKey, secretKey } = curveKeyPair();
  return { curvePublicKey: publicKey, curveSecretKey: secretKey };
}
