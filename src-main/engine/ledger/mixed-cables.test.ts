import { describe, expect, it } from 'vitest';
import type { Topology } from '../../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';
import { allLost, burst, gaugeOf, lost, uncounted } from '../testing/losses';

async function started(wanted: Topology): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(wanted);
  return engine;
}

describe('sockets with cables of several kinds', () => {
  it('count what goes over a wire and what does not together', async () => {
    const engine = await started(
      topology(
        [
          node('push', 'PUSH', { behavior: burst(300) }),
          node('wired', 'PULL'),
          node('near', 'PULL'),
          node('slow', 'PULL', { behavior: { type: 'sink', delay: '10s' } }),
        ],
        [
          link('l1', 'push', 'wired'),
          link('l2', 'push', 'near', { transport: 'inproc' }),
          link('l3', 'push', 'slow', { observe: 'direct' }),
        ],
      ),
    );
    await eventually(() => expect(engine.sent('push')).toBe(300));
    // Each got its third, and the slow one has only begun.
    await eventually(() => expect(['wired', 'near', 'slow'].map((key) => engine.received(key))).toEqual([100, 100, 1]));
    const taken = 201;
    await eventually(() => expect(gaugeOf(engine, 'push')?.depth).toBe(300 - taken));
    await engine.stop();
    expect(lost(engine, 'push', 'stopped')).toBe(300 - taken);
    expect(allLost(engine)).toBe(300 - taken);
  });

  it('share what a PULL took among its senders, so that none of them has lost anything', async () => {
    const engine = await started(
      topology(
        [
          node('many', 'PUSH', { behavior: burst(150) }),
          node('few', 'PUSH', { behavior: burst(50) }),
          node('wired', 'PUSH', { behavior: burst(70) }),
          node('one', 'PULL'),
          node('other', 'PULL'),
        ],
        [
          ...['many', 'few'].flatMap((from) =>
            ['one', 'other'].map((to) => link(`${from}-${to}`, from, to, { transport: 'inproc' })),
          ),
          link('l1', 'wired', 'one'),
        ],
      ),
    );
    await eventually(() => expect(engine.received('one') + engine.received('other')).toBe(270));
    await engine.stop();
    expect(allLost(engine)).toBe(0);
  });

  it('follow a forwarder, whose XSUB subscribes by what it sends', async () => {
    const engine = await started(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '2ms', frames: ['{{cycle a|b}}'] } }),
          { id: 'proxy', kind: 'device', device: 'forwarder', position: { x: 0, y: 0 } },
          node('sub', 'SUB', { behavior: { type: 'subscribe', topics: ['a'] } }),
        ],
        [
          link('l1', 'proxy.frontend', 'pub', { transport: 'inproc' }),
          link('l2', 'sub', 'proxy.backend', { transport: 'inproc' }),
        ],
      ),
    );
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(50));
    expect(lost(engine, 'pub', 'noMatch')).toBeGreaterThan(20);
    await engine.stop();
    expect(engine.received('proxy.frontend') + allLost(engine)).toBeGreaterThanOrEqual(engine.sent('pub'));
    expect(uncounted(engine)).toEqual([]);
  });

  it('lose what was sent over the cable of a socket that lingers in the queue of another, and only if that is so', async () => {
    const pull = node('pull', 'PULL', { behavior: { type: 'sink', delay: '20ms' } });
    const engine = await started(
      topology(
        [node('push', 'PUSH', { behavior: burst(30) }), pull],
        [link('l1', 'push', 'pull', { transport: 'inproc' })],
      ),
    );
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(2));
    // The sender is gone; over inproc its messages are in the receiver's queue by then.
    await engine.engine.update(topology([pull]));
    await eventually(() => expect(engine.received('pull')).toBe(30));
    expect(allLost(engine)).toBe(0);
  });

  it('say what a RADIO sends to a group that nobody has joined', async () => {
    const engine = await started(
      topology(
        [
          node('radio', 'RADIO', {
            behavior: { type: 'generate', every: '5ms', count: 100, frames: ['{{cycle news|new}}', 'x'] },
          }),
          node('dish', 'DISH', { behavior: { type: 'join', groups: ['news'] } }),
        ],
        [link('l1', 'dish', 'radio')],
      ),
    );
    await eventually(() => expect(engine.sent('radio')).toBe(100));
    await eventually(() => expect(engine.received('dish') + allLost(engine)).toBe(100));
    expect(lost(engine, 'radio', 'noMatch')).toBeGreaterThan(20);
    expect(engine.received('dish')).toBeGreaterThan(20);
  });
});

describe('a REP', () => {
  it.each(['inproc', 'tcp'] as const)('drops what has no empty frame in front, over %s', async (transport) => {
    const engine = await started(
      topology(
        [node('dealer', 'DEALER', { behavior: burst(10) }), node('rep', 'REP')],
        [link('l1', 'dealer', 'rep', { transport })],
      ),
    );
    await eventually(() => {
      const { rows: found } = engine.engine.health().losses;
      expect(found).toMatchObject([
        { cause: 'discarded', ...(transport === 'tcp' ? { exact: 10 } : { inferred: 10 }) },
      ]);
    });
  });
});
