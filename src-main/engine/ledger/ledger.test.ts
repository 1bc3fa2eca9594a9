import * as zmq from 'zeromq';
import { afterEach, describe, expect, it } from 'vitest';
import { countOf, type LossCause, type LossRow } from '../../../shared/traffic/losses';
import { freePort } from '../testing/free-port';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const sockets: zmq.Socket[] = [];

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** A socket of a program outside. */
function outside<Socket extends zmq.Socket>(socket: Socket): Socket {
  sockets.push(socket);
  return socket;
}

function rowsOf(engine: TestEngine, socket: string, cause: LossCause): LossRow[] {
  return engine.engine.health().losses.rows.filter((row) => row.socket === socket && row.cause === cause);
}

function lost(engine: TestEngine, socket: string, cause: LossCause): number {
  return rowsOf(engine, socket, cause).reduce((sum, row) => sum + countOf(row), 0);
}

function causes(engine: TestEngine): string[] {
  return engine.engine.health().losses.rows.map(({ socket, cause }) => `${socket} ${cause}`);
}

const burst = (count: number, size: number) => ({ type: 'generate', burst: count, frames: [{ size }] }) as const;
/** Enough that no kernel keeps it: what is not taken stays in the queue. */
const HEAVY = 256 * 1024;

describe('what a PUB sends', () => {
  it('has no subscriber', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '1ms', count: 50, frames: ['a {{seq}}'] } }),
          node('sub', 'SUB', { behavior: { type: 'subscribe', topics: [] } }),
        ],
        [link('l1', 'sub', 'pub')],
      ),
    );
    await eventually(() => expect(lost(engine, 'pub', 'noSubscriber')).toBe(50));
    const { flow } = engine.link('l1');
    expect(rowsOf(engine, 'pub', 'noSubscriber')).toMatchObject([{ flow, exact: 50, inferred: 0 }]);
    await eventually(() => expect(engine.rows().filter(({ kind }) => kind === 'lost').length).toBeGreaterThan(10));
    const rows = engine.rows('l1').filter(({ kind }) => kind === 'lost');
    expect(rows[0]).toMatchObject({ preview: 'a 1', frames: 1, size: 3, direction: 'backward' });
    expect(rows[0]?.lost).toEqual({ cause: 'noSubscriber', known: 'exact', count: 1 });
    // However many are captured one by one, the captured ones stand for all.
    await eventually(() =>
      expect(
        engine
          .rows('l1')
          .flatMap(({ lost: item }) => item?.count ?? [])
          .reduce((sum, count) => sum + count, 0),
      ).toBe(50),
    );
    const [seq = 0] = rowsOf(engine, 'pub', 'noSubscriber')[0]?.examples ?? [];
    expect(engine.engine.item(seq)?.item.row.kind).toBe('lost');
  });

  it('matches no subscription', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '2ms', frames: ['{{cycle a|b}}', '{{seq}}'] } }),
          node('sub', 'SUB', { behavior: { type: 'subscribe', topics: ['b', 'bc'] } }),
        ],
        [link('l1', 'sub', 'pub')],
      ),
    );
    await eventually(() => expect(lost(engine, 'pub', 'noMatch')).toBeGreaterThan(50));
    await engine.stop();
    const early = lost(engine, 'pub', 'noSubscriber') + lost(engine, 'pub', 'joining');
    const [, delivered] = engine.messages('l1');
    const late = lost(engine, 'pub', 'stopped');
    expect(delivered + lost(engine, 'pub', 'noMatch') + early + late).toBe(engine.sent('pub'));
    expect(lost(engine, 'pub', 'highWater')).toBe(0);
  });

  it('is dropped at the high-water mark of a slow subscriber, and counted to the last one', async () => {
    const engine = new TestEngine();
    const slow = (delay: string) =>
      topology(
        [
          node('pub', 'PUB', { options: { sendHighWaterMark: 10 } }),
          node('sub', 'SUB', {
            options: { receiveHighWaterMark: 1 },
            behavior: { type: 'subscribe', topics: [''], delay },
          }),
        ],
        [link('l1', 'sub', 'pub')],
      );
    await engine.run(slow('10ms'));
    const pulse = () => {
      engine.engine.send('pub', ['ready?']);
      expect(engine.received('sub')).toBeGreaterThan(0);
    };
    await eventually(pulse);
    const gaugeOf = (socket: string) => engine.engine.health().losses.pipes.find((pipe) => pipe.socket === socket);
    await eventually(() => expect(gaugeOf('pub')).toMatchObject({ known: 'exact' }));
    for (let sent = 0; sent < 600; sent++) {
      // The outbox takes a thousand; the mark is ZeroMQ's business.
      engine.engine.send('pub', [{ size: HEAVY }]);
    }
    await eventually(() => expect(lost(engine, 'pub', 'highWater')).toBeGreaterThan(0), 30_000);
    await eventually(() => {
      const { rows } = engine.engine.health().losses;
      const all = rows.reduce((sum, row) => sum + countOf(row), 0);
      expect(engine.received('sub') + all).toBe(engine.sent('pub'));
    }, 30_000);
    const [row] = rowsOf(engine, 'pub', 'highWater');
    expect(row).toMatchObject({ flow: engine.link('l1').flow, inferred: 0 });
    await eventually(() => expect(gaugeOf('sub')).toMatchObject({ queue: 'receive', depth: 0, mark: 1 }));
    const gauge = gaugeOf('pub');
    expect(gauge).toMatchObject({ mark: 10, depth: 0 });
    expect(gauge?.peak).toBeGreaterThan(0);
  }, 60_000);

  it('is counted as dropped at the mark before the queue is empty, as far as it can be nowhere else', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { options: { sendHighWaterMark: 10 } }),
          node('sub', 'SUB', {
            options: { receiveHighWaterMark: 1 },
            behavior: { type: 'subscribe', topics: [''], delay: '1m' },
          }),
        ],
        [link('l1', 'sub', 'pub')],
      ),
    );
    // The outbox takes no more than a thousand.
    await eventually(() => {
      for (let sent = 0; sent < 20; sent++) engine.engine.send('pub', [{ size: HEAVY }]);
      expect(lost(engine, 'pub', 'highWater')).toBeGreaterThan(100);
    }, 30_000);
    expect(rowsOf(engine, 'pub', 'highWater')).toMatchObject([{ exact: 0 }]);
  }, 60_000);

  it('finds only peers that fail in the handshake', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(
      topology([
        node('pub', 'PUB', {
          bind: [`tcp://127.0.0.1:${port}`],
          behavior: { type: 'generate', every: '5ms', frames: ['x'] },
        }),
      ]),
    );
    await eventually(() => expect(lost(engine, 'pub', 'noSubscriber')).toBeGreaterThan(0));
    const sub = outside(new zmq.Subscriber({ plainUsername: 'me', plainPassword: 'secret' }));
    sub.connect(`tcp://127.0.0.1:${port}`);
    sub.subscribe();
    await eventually(() => expect(lost(engine, 'pub', 'handshake')).toBeGreaterThan(0));
  });
});

describe('what a ROUTER sends', () => {
  it('goes to nobody', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('router', 'ROUTER'), node('dealer', 'DEALER', { options: { routingId: 'here' } })],
        [link('l1', 'dealer', 'router')],
      ),
    );
    await eventually(() => expect(engine.link('l1').state).toBe('connected'));
    await eventually(() => {
      engine.engine.send('router', ['here', 'ping']);
      expect(engine.received('dealer')).toBeGreaterThan(0);
    });
    const before = lost(engine, 'router', 'unroutable');
    for (let index = 0; index < 3; index++) engine.engine.send('router', ['elsewhere', 'x']);
    await eventually(() => expect(lost(engine, 'router', 'unroutable')).toBe(before + 3));
    expect(rowsOf(engine, 'router', 'unroutable')[0]?.inferred).toBe(0);
    const row = engine.rows().findLast(({ kind }) => kind === 'lost');
    expect(row).toMatchObject({ preview: 'elsewhere | x', lost: { cause: 'unroutable' } });
  });
});

describe('what a PUSH sends', () => {
  it('was in the queue to a peer that left', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(
      topology([node('push', 'PUSH', { bind: [`tcp://127.0.0.1:${port}`], behavior: burst(300, HEAVY) })]),
    );
    const pull = outside(new zmq.Pull({ receiveHighWaterMark: 1 }));
    pull.connect(`tcp://127.0.0.1:${port}`);
    await eventually(() => expect(engine.sent('push')).toBe(300));
    const waiting = () => engine.engine.health().losses.pipes.find(({ socket }) => socket === 'push')?.depth ?? 0;
    await eventually(() => expect(waiting()).toBeGreaterThan(0));
    pull.close();
    await eventually(() => expect(lost(engine, 'push', 'peerGone')).toBeGreaterThan(0));
    await eventually(() => expect(engine.status.peers).toHaveLength(1));
    const [peer] = engine.status.peers;
    const [, seen] = engine.messagesOf(peer?.flow ?? -1);
    expect(lost(engine, 'push', 'peerGone')).toBe(300 - seen);
    expect(rowsOf(engine, 'push', 'peerGone')).toMatchObject([{ flow: peer?.flow, inferred: 0 }]);
  });

  it('waits for a peer that never comes, and goes with its cable', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    const push = node('push', 'PUSH', { connect: [`tcp://127.0.0.1:${port}`], behavior: burst(100, 10) });
    await engine.run(topology([push]));
    await eventually(() => expect(engine.sent('push')).toBe(100));
    await eventually(() =>
      expect(engine.engine.health().losses.pipes).toMatchObject([{ socket: 'push', depth: 100, mark: 1000 }]),
    );
    expect(causes(engine)).toEqual([]);
    await engine.engine.update(topology([node('push', 'PUSH', { behavior: { type: 'manual' } })]));
    await eventually(() => expect(lost(engine, 'push', 'linger')).toBe(100));
  });

  it('blocks where nobody takes it, and the full outbox refuses more', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(topology([node('push', 'PUSH', { bind: [`tcp://127.0.0.1:${port}`] })]));
    for (let sent = 0; sent < 1010; sent++) engine.engine.send('push', ['x']);
    await eventually(() => expect(lost(engine, 'push', 'refused')).toBe(10));
    await eventually(() =>
      expect(engine.engine.health().losses.blocked).toMatchObject([{ socket: 'push', waiting: 1000 }]),
    );
  });

  it('was still on its way when the run was stopped', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(
      topology([node('push', 'PUSH', { connect: [`tcp://127.0.0.1:${port}`], behavior: burst(70, 10) })]),
    );
    await eventually(() => expect(engine.sent('push')).toBe(70));
    await engine.stop();
    expect(causes(engine)).toEqual(['push stopped']);
    expect(lost(engine, 'push', 'stopped')).toBe(70);
  });
});

describe('what arrives', () => {
  it('is lost where the receiving socket is closed before its program took it', async () => {
    const engine = new TestEngine();
    const push = node('push', 'PUSH', { behavior: burst(20, 10) });
    const slow = node('pull', 'PULL', { behavior: { type: 'sink', delay: '10s' } });
    await engine.run(topology([push, slow], [link('l1', 'push', 'pull')]));
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 0]));
    const taken = () => engine.received('pull');
    await eventually(() => expect(taken()).toBe(1));
    await engine.engine.update(topology([push]));
    await eventually(() => expect(lost(engine, 'pull', 'unread')).toBe(19));
  });

  it('is replaced by the newest where the socket keeps only that', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('push', 'PUSH', { behavior: burst(200, 10) }),
          node('pull', 'PULL', { options: { conflate: true }, behavior: { type: 'sink', delay: '300ms' } }),
        ],
        [link('l1', 'push', 'pull')],
      ),
    );
    await eventually(() => expect(lost(engine, 'pull', 'conflated')).toBeGreaterThan(0));
    await eventually(() => expect(lost(engine, 'pull', 'conflated') + engine.received('pull')).toBe(200));
  });

  it('is all there where nothing was lost', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'REQ', { behavior: { type: 'request', count: 50, frames: ['Hello'] } }),
          node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
        ],
        [link('l1', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(50));
    await engine.stop();
    expect(causes(engine)).toEqual([]);
  });
});
