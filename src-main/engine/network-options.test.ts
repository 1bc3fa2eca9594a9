import { describe, expect, it, onTestFinished } from 'vitest';
import type { SocketOptions } from '../../shared/zmq/options';
import { freePort } from './testing/free-port';
import { eventually, node, TestEngine, topology } from './testing/harness';
import { startCommand } from './testing/program';
import { zmq } from './zeromq';

// Options whose effect only the network and the queues behind it show.

const PYTHON = process.env['PATCHBAY_PYTHON'] ?? '/usr/bin/python3';
const script = (file: string) => new URL(`testing/${file}`, import.meta.url).pathname;

async function running(...parts: Parameters<typeof topology>): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(...parts));
  return engine;
}

describe('a publisher whose subscriber does not read', () => {
  const COUNT = 400;
  const behavior = {
    type: 'generate',
    rate: 'max',
    delay: '300ms',
    count: COUNT,
    frames: ['{{seq}}', { size: 65_536 }],
  } as const;

  /** What the subscriber gets once it reads, when the publisher has sent all, or is waiting. */
  async function outcome(noDrop: boolean) {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const options = { sendHighWaterMark: 5, ...(noDrop ? { noDrop } : {}) };
    const engine = await running([node('pub', 'PUB', { bind: [endpoint], options, behavior })]);
    const slow = new zmq.Subscriber({ receiveHighWaterMark: 5, linger: 0 });
    onTestFinished(() => slow.close());
    slow.connect(endpoint);
    slow.subscribe();
    const blocked = () => engine.engine.health().losses.blocked.some(({ socket }) => socket === 'pub');
    await eventually(() => (noDrop ? blocked() : engine.sent('pub') === COUNT));
    const sentBefore = engine.sent('pub');
    const seen: number[] = [];
    slow.receiveTimeout = 500;
    for (;;) {
      const message = await slow.receive().catch(() => undefined);
      if (!message) break;
      seen.push(Number(String(message[0])));
    }
    return { sentBefore, sent: engine.sent('pub'), seen };
  }

  it('waits for it with noDrop, and nothing is lost', async () => {
    const { sentBefore, sent, seen } = await outcome(true);
    expect(sentBefore).toBeLessThan(COUNT);
    expect(sent).toBe(COUNT);
    expect(seen).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  });

  it('goes on without it, and drops what does not fit', async () => {
    const { sentBefore, seen } = await outcome(false);
    expect(sentBefore).toBe(COUNT);
    expect(seen.length).toBeLessThan(COUNT);
  });
});

describe.runIf(process.platform === 'linux')('a host that answers nothing', () => {
  it('is given up on after connectTimeout, and tried again', async () => {
    const { lines } = startCommand(PYTHON, [script('silent-listener.py')]);
    await eventually(() => lines.length === 1);
    const ended = async (options: SocketOptions) => {
      const push = node('push', 'PUSH', { connect: [`tcp://127.0.0.1:${lines[0]}`], options });
      const engine = await running([push]);
      return () => engine.engine.ask((run) => [...run.journal.records()].map(({ ending }) => ending?.how)) ?? [];
    };
    const patient = await ended({});
    const brisk = await ended({ connectTimeout: 100 });
    await eventually(() => expect(brisk().filter((how) => how === 'refused').length).toBeGreaterThan(0), 5000);
    expect(patient()).toEqual([undefined]);
  });
});

describe.runIf(process.platform === 'linux')('multicast by udp', () => {
  const sending = (endpoint: string, options: SocketOptions) =>
    node('radio', 'RADIO', {
      connect: [endpoint],
      options,
      behavior: { type: 'generate', every: '10ms', frames: ['news', '{{seq}}'] },
    });

  it('has as many hops before it as multicastHops says', async () => {
    const port = await freePort();
    const group = '239.192.7.1';
    const { lines } = startCommand(PYTHON, [script('hops-seen.py'), group, String(port)]);
    await eventually(() => lines[0] === 'joined');
    const hops = async (options: SocketOptions) => {
      const before = lines.length;
      const engine = await running([sending(`udp://127.0.0.1;${group}:${port}`, options)]);
      await eventually(() => lines.length > before + 2);
      await engine.stop();
      return lines.at(-1);
    };
    expect(await hops({})).toBe('hops 1');
    expect(await hops({ multicastHops: 7 })).toBe('hops 7');
  });
});
