import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { SocketOptions } from '../../shared/zmq/options';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

// What an option does has to be the same with a relay in between as without one.

const sending = { type: 'generate', every: '2ms', frames: ['{{cycle news|weather}} {{seq}}'] } as const;

async function running(...parts: Parameters<typeof topology>): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(...parts));
  return engine;
}

/** Kinds of the timers of the connections that were accepted at a port, `proc_net_tcp(5)`: 2 is that of keepalive. */
async function timers(port: number): Promise<string[]> {
  const at = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  return lines.flatMap(([, local, , state, , timer]) =>
    local === at && state === '01' ? [timer?.slice(0, 2) ?? ''] : [],
  );
}

function messages(engine: TestEngine, id: string): string[] {
  return engine.rows(id).flatMap(({ kind, preview }) => (kind === 'message' ? [preview] : []));
}

describe('a ROUTER', () => {
  it('with handover gives an identity to who comes with it last, without it leaves it where it is', async () => {
    const twins = async (options: SocketOptions) => {
      const first = node('first', 'DEALER', { options: { routingId: 'twin' } });
      const second = node('second', 'DEALER', { options: { routingId: 'twin' } });
      const router = node('router', 'ROUTER', { options });
      const engine = await running([first, router], [link('l1', 'first', 'router')]);
      await eventually(() => expect(engine.link('l1').state).toBe('connected'));
      engine.engine.send('router', ['twin', 'hello']);
      await eventually(() => expect(engine.received('first')).toBe(1));
      const both = [link('l1', 'first', 'router'), link('l2', 'second', 'router')];
      await engine.engine.update(topology([first, second, router], both));
      const got = () => [engine.received('first'), engine.received('second')].join(' ');
      await eventually(() => {
        engine.engine.send('router', ['twin', 'hello']);
        expect(options['handover'] === true ? engine.received('second') : engine.received('first')).toBeGreaterThan(3);
      });
      return got();
    };
    expect(await twins({ handover: true })).toMatch(/^[1-9]\d* [1-9]\d*$/);
    expect(await twins({})).toMatch(/^[1-9]\d* 0$/);
  });

  it('hears at once of who connects with probeRouter, by an empty message', async () => {
    const engine = await running(
      [node('dealer', 'DEALER', { options: { probeRouter: true } }), node('router', 'ROUTER')],
      [link('l', 'dealer', 'router')],
    );
    await eventually(() => expect(engine.received('router')).toBe(1));
    expect(engine.sent('dealer')).toBe(0);
  });
});

describe('a PUSH', () => {
  it('with immediate sends to those only that are there, without it keeps their share for the others', async () => {
    const shares = async (options: SocketOptions) => {
      const nobody = `tcp://127.0.0.1:${await freePort()}`;
      const behavior = { type: 'generate', every: '2ms', count: 40, delay: '300ms', frames: ['{{seq}}'] } as const;
      const engine = await running(
        [node('push', 'PUSH', { connect: [nobody], options, behavior }), node('pull', 'PULL')],
        [link('l', 'push', 'pull')],
      );
      await eventually(() => expect(engine.sent('push')).toBe(40));
      const expected = options['immediate'] === true ? 40 : 20;
      await eventually(() => expect(engine.received('pull')).toBe(expected));
      return engine.received('pull');
    };
    expect(await shares({ immediate: true })).toBe(40);
    expect(await shares({})).toBe(20);
  });
});

describe('a publisher', () => {
  it('with invertMatching sends what does not match', async () => {
    const options = { invertMatching: true };
    const engine = await running(
      [
        node('pub', 'PUB', { options, behavior: sending }),
        node('sub', 'SUB', { options, behavior: { type: 'subscribe', topics: ['news'] } }),
      ],
      [link('l', 'sub', 'pub')],
    );
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(5));
    // Until the subscription is there nothing of it can be matched, inverted or not.
    await eventually(() =>
      expect(
        messages(engine, 'l')
          .slice(-5)
          .every((text) => text.startsWith('weather')),
      ).toBe(true),
    );
  });

  it('of the type XPUB hears of each subscription with verbosity, and else of the first to a topic', async () => {
    const heard = async (options: SocketOptions) => {
      const sub = (id: string) => node(id, 'SUB', { behavior: { type: 'subscribe', topics: ['news'] } });
      const engine = await running(
        [node('pub', 'XPUB', { options, behavior: sending }), sub('one'), sub('two')],
        [link('l1', 'one', 'pub'), link('l2', 'two', 'pub')],
      );
      await eventually(() => expect(Math.min(engine.received('one'), engine.received('two'))).toBeGreaterThan(2));
      return engine.received('pub');
    };
    expect(await heard({ verbosity: 'allSubs' })).toBe(2);
    expect(await heard({})).toBe(1);
  });

  it('of the type XPUB welcomes who subscribes to its welcome message', async () => {
    const engine = await running(
      [
        node('pub', 'XPUB', { options: { welcomeMessage: 'welcome' } }),
        node('sub', 'SUB', { behavior: { type: 'subscribe', topics: ['welcome'] } }),
      ],
      [link('l', 'sub', 'pub')],
    );
    await eventually(() => expect(engine.received('sub')).toBe(1));
    expect(messages(engine, 'l').at(-1)).toContain('welcome');
  });
});

describe('any socket', () => {
  it('with handshakeInterval cuts off who connects and says nothing', async () => {
    const port = await freePort();
    const endpoint = `tcp://127.0.0.1:${port}`;
    await running([node('server', 'REP', { bind: [endpoint], options: { handshakeInterval: 200 } })]);
    const silent = connect(port, '127.0.0.1').resume();
    await new Promise((resolve) => silent.once('close', resolve));
    expect(silent.destroyed).toBe(true);
  });

  it.runIf(process.platform === 'linux')('with tcpKeepalive asks programs outside whether they are there', async () => {
    const [plain, kept] = [await freePort(), await freePort()];
    const options = { tcpKeepalive: 1, tcpKeepaliveIdle: 60 };
    await running([
      node('plain', 'REP', { bind: [`tcp://127.0.0.1:${plain}`] }),
      node('kept', 'REP', { bind: [`tcp://127.0.0.1:${kept}`], options }),
    ]);
    for (const port of [plain, kept]) connect(port, '127.0.0.1').on('error', () => undefined);
    await eventually(async () => expect([await timers(plain), await timers(kept)]).toEqual([['00'], ['02']]));
  });
});
