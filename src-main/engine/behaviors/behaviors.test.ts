import { describe, expect, it, onTestFinished } from 'vitest';
import type { Behavior } from '../../../shared/topology/topology';
import { OUTBOX_BOUND } from '../socket-sender';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';

const sink = node('pull', 'PULL', { behavior: { type: 'sink' } });

async function generating(
  behavior: Omit<Extract<Behavior, { type: 'generate' }>, 'type' | 'frames'>,
): Promise<TestEngine> {
  const engine = new TestEngine();
  const push = node('push', 'PUSH', { behavior: { type: 'generate', frames: ['{{seq}}'], ...behavior } });
  await engine.run(topology([push, sink], [link('l1', 'push', 'pull')]));
  return engine;
}

function times(engine: TestEngine): number[] {
  return engine
    .rows('l1')
    .filter(({ kind }) => kind === 'message')
    .map(({ t }) => t);
}

/** Counts the ticks of a plain timer: a slow machine makes it late just as it does a pace. */
function ticking(ms: number): () => number {
  let ticks = 0;
  const timer = setInterval(() => ticks++, ms);
  onTestFinished(() => clearInterval(timer));
  return () => ticks;
}

describe('generate', () => {
  it('keeps its period as a timer does', async () => {
    const ticks = ticking(20);
    const engine = await generating({ every: '20ms', count: 26 });
    await eventually(() => expect(engine.received('pull')).toBe(26));
    const taken = ticks();
    const [first = 0, ...rest] = times(engine);
    expect((rest.at(-1) ?? 0) - first).toBeGreaterThan(0.4);
    // Beside the 25 periods, those in which the run began and its end was found.
    expect(taken).toBeLessThan(25 + 20);
  });

  it('keeps its rate, also above what timers can do one by one', async () => {
    const ticks = ticking(10);
    const engine = await generating({ rate: 2000, count: 1000 });
    await eventually(() => expect(engine.received('pull')).toBe(1000));
    const taken = ticks();
    const [first = 0, ...rest] = times(engine);
    expect((rest.at(-1) ?? 0) - first).toBeGreaterThan(0.4);
    // 20 a step; a late step makes up for no more than one.
    expect(taken).toBeLessThan(50 + 40);
  });

  it('sends a burst once, or again and again, and ends exactly at its count', async () => {
    const once = await generating({ burst: 50 });
    await eventually(() => expect(once.received('pull')).toBe(50));
    const repeated = await generating({ burst: 30, every: '5ms', count: 100 });
    await eventually(() => expect(repeated.received('pull')).toBe(100));
    const row = repeated.rows('l1').at(-1);
    expect(row?.preview).toBe('100');
  });

  it('waits for a peer and loses nothing', async () => {
    const engine = new TestEngine();
    const push = node('push', 'PUSH', {
      behavior: { type: 'generate', rate: 'max', count: 3000, frames: ['{{seq}}'] },
    });
    await engine.run(topology([push, sink]));
    await eventually(() => expect(engine.batches.at(-1)?.length).toBeGreaterThan(0));
    expect(engine.sent('push')).toBe(0);
    await engine.engine.update(topology([push, sink], [link('l1', 'push', 'pull')]));
    await eventually(() => expect(engine.received('pull')).toBe(3000));
  });
});

describe('request', () => {
  it('goes on after a reply that never comes, as a Lazy Pirate does', async () => {
    const engine = new TestEngine();
    const request = { type: 'request', every: '1ms', timeout: '100ms', frames: ['{{seq}}'] } as const;
    const client = node('client', 'REQ', { behavior: request });
    const silent = node('server', 'REP', { behavior: { type: 'manual' } });
    await engine.run(topology([client, silent], [link('l1', 'client', 'server')]));
    await eventually(() =>
      expect(engine.socket('client').problems).toMatchObject([{ code: 'no-reply', values: { ms: 100 } }]),
    );
    const answering = node('server', 'REP', { behavior: { type: 'reply', echo: true } });
    await engine.engine.update(topology([client, answering], [link('l1', 'client', 'server')]));
    await eventually(() => expect(engine.received('client')).toBeGreaterThan(5));
  });

  it('with the option "relaxed" sends again over the same connection', async () => {
    const engine = new TestEngine();
    const request = { type: 'request', every: '1ms', timeout: '50ms', frames: ['{{seq}}'] } as const;
    const client = node('client', 'REQ', { options: { relaxed: true, correlate: true }, behavior: request });
    const slow = node('server', 'REP', { behavior: { type: 'reply', delay: '120ms', frames: ['late'] } });
    await engine.run(topology([client, slow], [link('l1', 'client', 'server')]));
    await eventually(() => expect(engine.sent('client')).toBeGreaterThan(4));
    expect(engine.rows('l1').filter(({ label }) => label?.startsWith('READY'))).toHaveLength(2);
  });
});

describe('manual', () => {
  it('sends by hand, with placeholders, and takes in what comes', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology([node('left', 'PAIR', { label: 'Left' }), node('right', 'PAIR')], [link('l1', 'left', 'right')]),
    );
    expect(engine.engine.send('left', ['{{seq}} of {{node}}', { hex: '00ff' }])).toEqual({
      ok: true,
      value: undefined,
    });
    await eventually(() => expect(engine.received('right')).toBe(1));
    expect(engine.rows('l1').at(-1)).toMatchObject({ frames: 2, size: 11, direction: 'forward' });
    expect(engine.rows('l1').at(-1)?.preview).toContain('1 of Left');
  });

  it('refuses what its outbox cannot hold, says so and counts it', async () => {
    const engine = new TestEngine();
    await engine.run(topology([node('push', 'PUSH')]));
    const outcomes = Array.from({ length: OUTBOX_BOUND + 5 }, () => engine.engine.send('push', ['x']));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(OUTBOX_BOUND);
    expect(outcomes.at(-1)).toMatchObject({ ok: false, error: { code: 'outbox-full' } });
    const batch = () => engine.batches.at(-1) ?? new Float64Array();
    await eventually(() => expect(Array.from(batch().slice(-2))).toEqual([OUTBOX_BOUND, 5]));
  });

  it('a SUB without a behavior hears everything', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [node('pub', 'PUB', { behavior: { type: 'generate', every: '1ms', frames: ['news'] } }), node('sub', 'SUB')],
        [link('l1', 'sub', 'pub')],
      ),
    );
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(3));
  });
});

describe('subscribe', () => {
  it('drops the old topics when they are changed', async () => {
    const engine = new TestEngine();
    const pub = node('pub', 'PUB', { behavior: { type: 'generate', every: '1ms', frames: ['{{cycle a|b}}'] } });
    const sub = (topic: string) => node('sub', 'SUB', { behavior: { type: 'subscribe', topics: [topic] } });
    await engine.run(topology([pub, sub('a')], [link('l1', 'sub', 'pub')]));
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(3));
    await engine.engine.update(topology([pub, sub('b')], [link('l1', 'sub', 'pub')]));
    const last = () =>
      engine
        .rows('l1')
        .filter(({ kind }) => kind === 'message')
        .slice(-5);
    await eventually(() => expect(last().map(({ preview }) => preview)).toEqual(['b', 'b', 'b', 'b', 'b']));
  });
});
