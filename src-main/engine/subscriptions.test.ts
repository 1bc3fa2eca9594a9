import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';
import { subscriptionsOf, treeOf } from './subscriptions';

const subscriptions = (engine: TestEngine, key: string) => engine.engine.ask((run) => subscriptionsOf(run, key));

describe('subscriptions at a socket', () => {
  it('are told with who has them, nested by what they begin with, and with their rates', async () => {
    const engine = new TestEngine();
    const frames = ['weather.{{cycle paris|oslo}} {{seq}}', 'fine'];
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '5ms', frames } }),
          node('all', 'SUB', { behavior: { type: 'subscribe', topics: ['weather'] } }),
          node('one', 'SUB', { behavior: { type: 'subscribe', topics: ['weather.paris', 'news'] } }),
        ],
        [link('l1', 'all', 'pub'), link('l2', 'one', 'pub')],
      ),
    );
    await eventually(() => {
      const answer = subscriptions(engine, 'pub');
      expect(answer).toMatchObject({
        way: 'in',
        unseen: 0,
        more: 0,
        peers: [
          { name: 'all', count: 1 },
          { name: 'one', count: 2 },
        ],
        roots: [
          { topic: 'news', subscribers: ['one'], rate: 0, children: [] },
          {
            topic: 'weather',
            subscribers: ['all'],
            seen: [{ topic: 'weather.oslo' }],
            children: [{ topic: 'weather.paris', subscribers: ['one'], subscriberCount: 1, children: [] }],
          },
        ],
      });
      const [, weather] = answer?.roots ?? [];
      // Each Paris goes out twice and each Oslo once, so Paris is two thirds of it.
      const paris = weather?.children[0]?.rate ?? 0;
      expect(paris).toBeGreaterThan(0);
      expect(paris / (weather?.rate ?? 1)).toBeGreaterThan(0.5);
      expect(paris).toBeLessThan(weather?.rate ?? 0);
    });
    expect(subscriptions(engine, 'one')).toMatchObject({ way: 'out', peers: [{ name: 'pub', count: 2 }] });
  });

  it('go when the subscriber goes', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    await engine.run(topology([node('pub', 'PUB', { bind: [endpoint] })]));
    const program = startProgram('Subscriber', 'connect', endpoint, { topics: ['a'] });
    await eventually(() => expect(subscriptions(engine, 'pub')?.roots).toMatchObject([{ subscriberCount: 1 }]));
    await program.end();
    await eventually(() => expect(subscriptions(engine, 'pub')?.roots).toEqual([]));
  });

  it('that nobody sees are counted by the socket itself', async () => {
    const engine = new TestEngine();
    const subs = (topics: string[]) => ({ behavior: { type: 'subscribe', topics } }) as const;
    const nodes = [node('pub', 'XPUB'), node('one', 'SUB', subs(['a', 'b'])), node('two', 'SUB', subs(['b', 'c']))];
    const direct = { observe: 'direct' } as const;
    await engine.run(topology(nodes, [link('l1', 'one', 'pub', direct), link('l2', 'two', 'pub', direct)]));
    await eventually(() => expect(subscriptions(engine, 'pub')).toMatchObject({ unseen: 2, counted: 3, roots: [] }));
    expect(subscriptions(engine, 'one')).toMatchObject({ unseen: 1, counted: 2 });
  });

  it('are not asked of sockets that know none', async () => {
    const engine = new TestEngine();
    await engine.run(topology([node('pull', 'PULL')]));
    expect(subscriptions(engine, 'pull')).toBeUndefined();
  });

  it('nest whatever they are', () => {
    const tree = treeOf(['', 'a', 'a.b', 'a.b.c', 'a.d', 'b'].sort());
    const drawn = (nodes: ReturnType<typeof treeOf>): unknown =>
      nodes.map(({ topic, children }) => [topic, drawn(children)]);
    expect(drawn(tree)).toEqual([
      [
        '',
        [
          [
            'a',
            [
              ['a.b', [['a.b.c', []]]],
              ['a.d', []],
            ],
          ],
          ['b', []],
        ],
      ],
    ]);
  });
});

describe('the history of a socket', () => {
  it('has its vain attempts as one entry with a count, then its success', async () => {
    const port = await freePort();
    const endpoint = `tcp://127.0.0.1:${port}`;
    const engine = new TestEngine();
    await engine.run(topology([node('client', 'REQ', { connect: [endpoint] })]));
    const entries = () => engine.engine.ask((run) => run.socket('client')?.history.read().entries) ?? [];
    await eventually(() => expect(entries().find(({ type }) => type === 'connect:retry')?.count).toBeGreaterThan(3));
    expect(entries().every((entry) => entry.endpoint === endpoint)).toBe(true);
    expect(
      entries()
        .find(({ type }) => type === 'connect:retry')
        ?.waits?.at(-1)?.ms,
    ).toBeGreaterThan(0);
    expect(entries().length).toBeLessThan(8);
    startProgram('Reply', 'bind', endpoint, { frames: ['World'] });
    await eventually(() => expect(entries()).toContainEqual(expect.objectContaining({ type: 'handshake', count: 1 })));
  });

  it('says why a handshake failed', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    await engine.run(topology([node('server', 'REP', { bind: [`tcp://127.0.0.1:${port}`] })]));
    const entries = () => engine.engine.ask((run) => run.socket('server')?.history.read().entries) ?? [];
    // A proper greeting of another mechanism: the relay lets it pass, the socket does not like it.
    const greeting = Buffer.alloc(64);
    greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 1]);
    greeting.write('PLAIN', 12);
    const caller = connect(port, '127.0.0.1', () => caller.write(greeting));
    caller.on('error', () => undefined);
    await eventually(() =>
      expect(entries()).toContainEqual(
        expect.objectContaining({ type: 'handshake:error:protocol', detail: 'ERR_ZMTP_MECHANISM_MISMATCH' }),
      ),
    );
    caller.destroy();
  });
});
