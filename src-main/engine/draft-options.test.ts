import { describe, expect, it } from 'vitest';
import type { SocketNode } from '../../shared/topology/topology';
import type { SocketOptions } from '../../shared/zmq/options';
import { decide } from './subscription-desk';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

// Options that zeromq.js has no name for: most cannot be asked for, so what they do has to tell.

async function running(...parts: Parameters<typeof topology>): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(...parts));
  return engine;
}

function previews(engine: TestEngine, id: string, kind = 'message'): string[] {
  return engine.rows(id).flatMap((row) => (row.kind === kind ? [row.preview] : []));
}

const quiet = (id: string, type: SocketNode['socket'], options: SocketOptions = {}) => node(id, type, { options });

describe('what a socket says by itself', () => {
  it('helloMessage greets every new peer, from both sides', async () => {
    const engine = await running(
      [quiet('dealer', 'DEALER', { helloMessage: 'here' }), quiet('router', 'ROUTER', { helloMessage: 'welcome' })],
      [link('l', 'dealer', 'router')],
    );
    await eventually(() => expect([engine.received('dealer'), engine.received('router')]).toEqual([1, 1]));
    expect(previews(engine, 'l').toSorted()).toEqual(['here', 'welcome']);
    expect([engine.sent('dealer'), engine.sent('router')]).toEqual([0, 0]);
  });

  it('disconnectMessage stands in the queue of a ROUTER when a peer goes, and on no wire', async () => {
    const nodes = [quiet('dealer', 'DEALER'), quiet('router', 'ROUTER', { disconnectMessage: 'gone' })];
    const engine = await running(nodes, [link('l', 'dealer', 'router')]);
    await eventually(() => expect(engine.link('l').state).toBe('connected'));
    engine.engine.send('dealer', ['hello']);
    await eventually(() => expect(engine.received('router')).toBe(1));
    expect(engine.messages('l')).toEqual([1, 0]);
    await engine.engine.update(topology(nodes));
    await eventually(() => expect(engine.received('router')).toBe(2));
  });

  it('routerNotify tells a ROUTER who comes and who goes, and on no wire', async () => {
    const heard = async (routerNotify: string) => {
      const nodes = [quiet('dealer', 'DEALER'), quiet('router', 'ROUTER', { routerNotify })];
      const engine = await running(nodes, [link('l', 'dealer', 'router')]);
      await eventually(() => expect(engine.link('l').state).toBe('connected'));
      engine.engine.send('dealer', ['hello']);
      await eventually(() => expect(engine.received('router')).toBe(routerNotify === 'disconnect' ? 1 : 2));
      // The id that it was told by is that of the caller all the same.
      expect(engine.messages('l')).toEqual([1, 0]);
      await engine.engine.update(topology(nodes));
      const all = { connect: 2, disconnect: 2, both: 3 }[routerNotify];
      await eventually(() => expect(engine.received('router')).toBe(all));
    };
    for (const what of ['connect', 'disconnect', 'both']) await heard(what);
  });

  it('hiccupMessage stands in the queue of a DEALER when the one it connects to is away for a while', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const dealer = node('dealer', 'DEALER', { connect: [endpoint], options: { hiccupMessage: 'away' } });
    const router = node('router', 'ROUTER', { bind: [endpoint] });
    const engine = await running([dealer, router]);
    engine.engine.send('dealer', ['hello']);
    await eventually(() => expect(engine.received('router')).toBe(1));
    expect(engine.received('dealer')).toBe(0);
    await engine.engine.update(topology([dealer]));
    await eventually(() => expect(engine.received('dealer')).toBe(1));
  });

  it('metadata stands in READY, where the peer reads it', async () => {
    const engine = await running(
      [quiet('pull', 'PULL', { metadata: 'X-team:blue' }), quiet('push', 'PUSH')],
      [link('l', 'push', 'pull')],
    );
    await eventually(() => expect(previews(engine, 'l', 'handshake').join(' ')).toContain('X-team'));
  });
});

describe('a socket that connects', () => {
  it('stops where the connection is refused with reconnectStop, and goes on without', async () => {
    const waits = async (options: SocketOptions) => {
      const nobody = `tcp://127.0.0.1:${await freePort()}`;
      const fast = { reconnectInterval: 5, ...options };
      const engine = await running([node('push', 'PUSH', { connect: [nobody], options: fast })]);
      const tries = () => {
        const history = engine.engine.ask((run) => run.socket('push')?.history.read());
        return history?.entries.find(({ type }) => type === 'connect:retry')?.count ?? 0;
      };
      return tries;
    };
    const on = await waits({});
    const off = await waits({ reconnectStop: 'refused' });
    await eventually(() => expect(on()).toBeGreaterThan(20));
    expect(off()).toBeLessThan(2);
  });
});

describe('publishers and subscribers', () => {
  it('onlyFirstSubscribe takes the later frames of a message as data', async () => {
    const got = async (options: SocketOptions) => {
      const nodes = [quiet('xsub', 'XSUB', options), quiet('xpub', 'XPUB', options)];
      const engine = await running(nodes, [link('l', 'xsub', 'xpub')]);
      await eventually(() => expect(engine.link('l').state).toBe('connected'));
      for (const frames of [[{ hex: '0161' }], ['note', { hex: '0162' }]]) engine.engine.send('xsub', frames);
      await eventually(() => expect(engine.received('xpub')).toBe(2));
      for (const text of ['a 1', 'b 1', 'a 2']) engine.engine.send('xpub', [text]);
      await eventually(() => expect(previews(engine, 'l').at(-1)).toBe('a 2'));
      return previews(engine, 'l').filter((text) => /^[ab] /.test(text));
    };
    expect(await got({})).toEqual(['a 1', 'b 1', 'a 2']);
    expect(await got({ onlyFirstSubscribe: true })).toEqual(['a 1', 'a 2']);
  });

  it('verboseUnsubscribe passes on each cancellation', async () => {
    const heard = async (options: SocketOptions) => {
      const engine = await running(
        [quiet('xsub', 'XSUB', options), quiet('xpub', 'XPUB')],
        [link('l', 'xsub', 'xpub')],
      );
      await eventually(() => expect(engine.link('l').state).toBe('connected'));
      for (const hex of ['0161', '0161', '0061', '0061']) engine.engine.send('xsub', [{ hex }]);
      const labels = () =>
        engine.rows('l').flatMap(({ label = '' }) => (/SUBSCRIBE|CANCEL/.test(label) ? [label] : []));
      await eventually(() => expect(labels().some((label) => label.includes('CANCEL'))).toBe(true));
      return labels;
    };
    const all = await heard({ verboseUnsubscribe: true });
    await eventually(() => expect(all().filter((label) => label.includes('CANCEL'))).toHaveLength(2));
    const last = await heard({});
    expect(last().filter((label) => label.includes('CANCEL'))).toHaveLength(1);
  });

  it('manualLastValue sends what comes next to the newcomer only', async () => {
    const sub = (id: string) => node(id, 'SUB', { behavior: { type: 'subscribe', topics: ['a'] } });
    const engine = await running(
      [quiet('pub', 'XPUB', { manualLastValue: true }), sub('old'), sub('new')],
      [link('l1', 'old', 'pub')],
    );
    const next = async (accept: boolean) => {
      await eventually(() => expect(engine.socket('pub').desk?.asked).toBeDefined());
      const { number = 0 } = engine.socket('pub').desk?.asked ?? {};
      decide(
        engine.engine.ask((run) => run.socket('pub')?.desk),
        { socket: 'pub', decision: { number, accept } },
      );
    };
    await next(true);
    engine.engine.send('pub', ['a old']);
    await eventually(() => expect(engine.received('old')).toBe(1));
    await engine.engine.update(
      topology(
        [quiet('pub', 'XPUB', { manualLastValue: true }), sub('old'), sub('new')],
        [link('l1', 'old', 'pub'), link('l2', 'new', 'pub')],
      ),
    );
    await next(true);
    engine.engine.send('pub', ['a cached']);
    engine.engine.send('pub', ['a for both']);
    await eventually(() => expect([engine.received('old'), engine.received('new')]).toEqual([2, 2]));
    expect(previews(engine, 'l1')).toEqual(['a old', 'a for both']);
    expect(previews(engine, 'l2')).toEqual(['a cached', 'a for both']);
  });
});
