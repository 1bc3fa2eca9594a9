import { describe, expect, it } from 'vitest';
import type { DeskStatus } from '../../shared/traffic/desk';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';
import { decide } from './subscription-desk';

const publisher = node('pub', 'XPUB', {
  options: { manual: true },
  behavior: { type: 'generate', every: '5ms', frames: ['{{cycle news|weather|alarm}} {{seq}}'] },
});
const subscriber = (id: string, ...topics: string[]) => node(id, 'SUB', { behavior: { type: 'subscribe', topics } });

function desk(engine: TestEngine): DeskStatus | undefined {
  return engine.socket('pub').desk;
}

/** Waits for somebody to ask, decides, and gives what was asked for. */
async function decideNext(engine: TestEngine, how: { accept: boolean; as?: string }): Promise<string> {
  await eventually(() => expect(desk(engine)?.asked).toBeDefined());
  const { number = 0, topic = '' } = desk(engine)?.asked ?? {};
  const decided = decide(
    engine.engine.ask((run) => run.socket('pub')?.desk),
    {
      socket: 'pub',
      decision: { number, ...how },
    },
  );
  expect(decided.ok).toBe(true);
  await eventually(() => expect(desk(engine)?.asked?.number).not.toBe(number));
  return topic;
}

describe('an XPUB with the option manual', () => {
  it('gives a subscriber what was accepted for it, and nothing before', async () => {
    const engine = new TestEngine();
    await engine.run(topology([publisher, subscriber('sub', 'news')], [link('l', 'sub', 'pub')]));
    await eventually(() => expect(engine.sent('pub')).toBeGreaterThan(10));
    expect(engine.received('sub')).toBe(0);
    expect(await decideNext(engine, { accept: true })).toBe('news');
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(5));
    expect(desk(engine)).toEqual({ asked: undefined, accepted: [{ topic: 'news', as: 'news' }], refused: 0 });
    // What it gets is not told by what it asked for.
    expect(engine.engine.health().losses.uncounted).toContainEqual({ socket: 'pub', why: 'manual' });
  });

  it('is asked for one subscription after the other, and refuses some', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [publisher, subscriber('one', 'news'), subscriber('two', 'weather', 'alarm')],
        [link('l1', 'one', 'pub'), link('l2', 'two', 'pub')],
      ),
    );
    const asked = [];
    for (let i = 0; i < 3; i++) {
      await eventually(() => expect(desk(engine)?.asked).toBeDefined());
      const accept = desk(engine)?.asked?.topic !== 'weather';
      asked.push(await decideNext(engine, { accept }));
    }
    expect(asked.sort()).toEqual(['alarm', 'news', 'weather']);
    await eventually(() => expect(Math.min(engine.received('one'), engine.received('two'))).toBeGreaterThan(5));
    expect(engine.rows('l2').some(({ kind, preview }) => kind === 'message' && preview.includes('weather'))).toBe(
      false,
    );
    expect(desk(engine)?.refused).toBe(1);
  });

  it('may give something else than what was asked for, and takes it away when that is cancelled', async () => {
    const engine = new TestEngine();
    const all = (topics: string[]) =>
      topology([publisher, subscriber('sub', ...topics)], [link('l', 'sub', 'pub', { observe: 'wire' })]);
    // A SUB filters by itself what it has not asked for: it asks for everything and gets a part.
    await engine.run(all(['']));
    expect(await decideNext(engine, { accept: true, as: 'alarm' })).toBe('');
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(5));
    const previews = engine.rows('l').flatMap(({ kind, preview }) => (kind === 'message' ? [preview] : []));
    expect(previews.every((text) => text.startsWith('alarm'))).toBe(true);
    expect(desk(engine)?.accepted).toEqual([{ topic: '', as: 'alarm' }]);
    await engine.engine.update(all(['none']));
    await eventually(() => expect(desk(engine)).toMatchObject({ asked: { topic: 'none' }, accepted: [] }));
    const got = engine.received('sub');
    const sent = engine.sent('pub');
    await eventually(() => expect(engine.sent('pub')).toBeGreaterThan(sent + 20));
    expect(engine.received('sub')).toBeLessThanOrEqual(got + 1);
  });

  it('is asked by programs outside too, and stops while it is asked', async () => {
    const endpoint = `tcp://127.0.0.1:${await freePort()}`;
    const engine = new TestEngine();
    await engine.run(topology([{ ...publisher, bind: [endpoint] }]));
    const program = startProgram('Subscriber', 'connect', endpoint, { topics: ['news', 'weather'] });
    await decideNext(engine, { accept: true });
    await eventually(() => expect(program.lines.some((line) => /^(news|weather) \d+$/.test(line))).toBe(true));
    await eventually(() => expect(desk(engine)?.asked).toBeDefined());
    await engine.stop();
    expect(engine.status.state).toBe('stopped');
  });

  it('says so where it has been decided already', async () => {
    const engine = new TestEngine();
    await engine.run(topology([publisher]));
    const desks = engine.engine.ask((run) => run.socket('pub')?.desk);
    const decision = { number: 7, accept: true };
    expect(decide(desks, { socket: 'pub', decision })).toMatchObject({ ok: false, error: { code: 'desk-over' } });
    expect(decide(undefined, { socket: 'no', decision })).toMatchObject({ ok: false, error: { code: 'not-open' } });
  });
});
