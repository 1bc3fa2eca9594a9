import { describe, expect, it } from 'vitest';
import type { Topology } from '../../shared/topology/topology';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const client = node('client', 'REQ', { behavior: { type: 'request', every: '1ms', frames: ['Hello'] } });
const server = node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } });
const other = [
  node('push', 'PUSH', { behavior: { type: 'generate', every: '1ms', frames: ['{{seq}}'] } }),
  node('pull', 'PULL', { behavior: { type: 'sink' } }),
];
const l1 = link('l1', 'client', 'server');
const l2 = link('l2', 'push', 'pull');
const whole = topology([client, server, ...other], [l1, l2]);

/** Waits until a count has risen by five since now. */
async function goesOn(count: () => number): Promise<void> {
  const before = count();
  await eventually(() => expect(count()).toBeGreaterThan(before + 5));
}

async function running(first: Topology): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(first);
  return engine;
}

describe('a change while it runs', () => {
  it('takes a node out alone, and brings it back by undo', async () => {
    const engine = await running(whole);
    await goesOn(() => engine.received('client'));
    const flow = engine.link('l1').flow;
    const counted = engine.messages('l1')[0];

    await engine.engine.update(topology([client, ...other], [l2]));
    expect(engine.status.sockets.map(({ key }) => key)).toEqual(['client', 'push', 'pull']);
    await goesOn(() => engine.received('pull'));

    await engine.engine.update(whole);
    await goesOn(() => engine.received('client'));
    expect(engine.link('l1').flow).toBe(flow);
    expect(engine.messages('l1')[0]).toBeGreaterThan(counted);
    expect(engine.problems().every((sentence) => sentence.startsWith('A link was unplugged while a reply'))).toBe(true);
  });

  it('leaves everything else as it is: no connection is made anew, no count starts again', async () => {
    const engine = await running(whole);
    await goesOn(() => engine.received('pull'));
    const handshakes = () => engine.rows('l2').filter(({ kind }) => kind === 'handshake').length;
    const before = handshakes();
    const slower = { ...server, behavior: { type: 'reply', frames: ['Welt'] } } as typeof server;
    await engine.engine.update(topology([client, slower, ...other], [l1, l2]));
    await eventually(() => expect(engine.rows('l1').at(-1)?.preview).toContain('Welt'));
    await goesOn(() => engine.received('pull'));
    expect(handshakes()).toBe(before);
  });

  it('adds a link, takes one away, and changes its transport', async () => {
    const engine = await running(topology([client, server, ...other], [l2]));
    expect(engine.received('client')).toBe(0);
    await engine.engine.update(whole);
    await goesOn(() => engine.received('client'));
    await engine.engine.update(
      topology([client, server, ...other], [link('l1', 'client', 'server', { transport: 'ipc' }), l2]),
    );
    await goesOn(() => engine.received('client'));
    expect(engine.link('l1').endpoint).toMatch(/^ipc:/);
    await engine.engine.update(
      topology([client, server, ...other], [link('l1', 'client', 'server', { transport: 'inproc' }), l2]),
    );
    await goesOn(() => engine.received('client'));
    expect(engine.link('l1')).toMatchObject({ observe: 'socket', state: 'connected' });
  });

  it('takes a direct link with an endpoint of its own out and in, at once and without a complaint', async () => {
    const direct = link('l1', 'client', 'server', {
      observe: 'direct',
      endpoint: `tcp://127.0.0.1:${await freePort()}`,
    });
    const engine = await running(topology([client, server], [direct]));
    for (let round = 0; round < 5; round++) {
      await goesOn(() => engine.received('client'));
      await engine.engine.update(topology([client, server], []));
      await engine.engine.update(topology([client, server], [direct]));
      expect(engine.link('l1').problem).toBeUndefined();
    }
    await goesOn(() => engine.received('client'));
  });

  it('opens a socket anew where an option of it changed', async () => {
    const engine = await running(whole);
    await goesOn(() => engine.received('client'));
    await engine.engine.update(topology([{ ...client, options: { routingId: 'me' } }, server, ...other], [l1, l2]));
    await goesOn(() => engine.received('client'));
    await eventually(() => expect(engine.rows('l1').some(({ preview }) => preview.includes('me'))).toBe(true));
  });

  it('makes only the newest of many changes that come at once', async () => {
    const engine = await running(whole);
    const sizes = Array.from({ length: 30 }, (_, index) => node(`n${index}`, 'PAIR'));
    const updates = sizes.map((_, index) =>
      engine.engine.update(topology([client, server, ...other, ...sizes.slice(0, index)], [l1, l2])),
    );
    await Promise.all(updates);
    await engine.engine.update(whole);
    expect(engine.status.sockets).toHaveLength(4);
    await goesOn(() => engine.received('client'));
  });

  it('hands a request that nobody answered yet to the behavior that comes next', async () => {
    const slow = node('server', 'REP', { behavior: { type: 'reply', delay: '1h', frames: ['late'] } });
    const once = node('client', 'REQ', { behavior: { type: 'request', count: 1, frames: ['Hello'] } });
    const engine = await running(topology([once, slow], [l1]));
    await eventually(() => expect(engine.received('server')).toBe(1));
    await engine.engine.update(topology([once, server], [l1]));
    await eventually(() => expect(engine.received('client')).toBe(1));
  });

  it('unplugs a DEALER that waits for a reply, and goes on at the next one', async () => {
    const dealer = node('dealer', 'DEALER', { behavior: { type: 'request', frames: ['Hello'] } });
    const silent = node('silent', 'REP', { behavior: { type: 'manual' } });
    const engine = await running(topology([dealer, silent, server], [link('l1', 'dealer', 'silent')]));
    await eventually(() => expect(engine.received('silent')).toBe(1));
    await engine.engine.update(topology([dealer, silent, server], [link('l2', 'dealer', 'server')]));
    await goesOn(() => engine.received('dealer'));
  });

  it('does nothing while stopped', async () => {
    const engine = await running(whole);
    await engine.stop();
    await engine.engine.update(topology([...other], [l2]));
    expect(engine.status.state).toBe('stopped');
    expect(engine.sent('client')).toBeGreaterThanOrEqual(0);
  });
});
