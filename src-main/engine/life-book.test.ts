import { describe, expect, it } from 'vitest';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const HELLO = topology(
  [
    node('client', 'REQ', { options: { linger: 5 }, behavior: { type: 'request', count: 3, frames: ['x'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['yes'] } }),
  ],
  [link('l1', 'client', 'server')],
);
const lifeOf = (engine: TestEngine, key: string) => engine.engine.ask((run) => run.lives.of(key).events) ?? [];
const types = (engine: TestEngine, key: string) => lifeOf(engine, key).map(({ call }) => call.type);

describe('the life of a socket', () => {
  it('is told call by call, with what each endpoint turned out to be', async () => {
    const engine = new TestEngine();
    await engine.run(HELLO);
    await eventually(() => expect(engine.received('client')).toBe(3));
    await eventually(() => expect(types(engine, 'client')).toEqual(['create', 'connect', 'send', 'receive']));
    // A REP has received before it sends, also where both were new when it was looked at.
    await eventually(() => expect(types(engine, 'server')).toEqual(['create', 'bind', 'receive', 'send']));
    const { endpoint } = engine.link('l1');
    const calls = lifeOf(engine, 'client').map(({ call }) => call);
    expect(calls[0]).toEqual({ type: 'create', socket: 'REQ', options: { linger: 5 } });
    expect(calls[1]).toEqual({ type: 'connect', endpoint });
    const times = lifeOf(engine, 'client').map(({ t }) => t);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    await engine.stop();
    expect(types(engine, 'client').slice(-2)).toEqual(['disconnect', 'close']);
    expect(types(engine, 'server').slice(-2)).toEqual(['unbind', 'close']);
  });

  it('has what was written by hand, and what a SUB without a behavior asks for', async () => {
    const engine = new TestEngine();
    const nodes = [node('push', 'PUSH'), node('pull', 'PULL'), node('pub', 'PUB'), node('sub', 'SUB')];
    await engine.run(topology(nodes, [link('l1', 'push', 'pull'), link('l2', 'sub', 'pub')]));
    expect(engine.engine.send('push', ['by hand']).ok).toBe(true);
    await eventually(() => expect(lifeOf(engine, 'push').at(-1)?.call).toEqual({ type: 'send', frames: ['by hand'] }));
    expect(types(engine, 'sub')).toEqual(['create', 'connect', 'subscribe']);
  });

  it('says what failed and why, and when it worked after all', async () => {
    const taken = new TestEngine();
    await taken.run(topology([node('first', 'REP', { bind: ['tcp://127.0.0.1:*'] })]));
    const endpoint = taken.socket('first').endpoints[0]?.actual ?? '';
    const engine = new TestEngine();
    await engine.run(topology([node('second', 'REP', { bind: [endpoint] })]));
    const events = () => lifeOf(engine, 'second');
    expect(events().map(({ call, problem }) => [call.type, problem === undefined])).toEqual([
      ['create', true],
      ['bind', false],
    ]);
    await taken.stop();
    await eventually(() => expect(events().at(-1)).toMatchObject({ call: { type: 'bind', endpoint } }));
    await eventually(() => expect(events().at(-1)?.problem).toBeUndefined());
  });
});
