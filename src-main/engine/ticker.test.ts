import { describe, expect, it } from 'vitest';
import { BatchReader, MOST_PULSES_PER_FLOW } from '../../shared/traffic/batch';
import { BACKWARD, FORWARD } from '../../shared/traffic/flow';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const slow = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', every: '20ms', count: 10, frames: ['x'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['yes'] } }),
  ],
  [link('l1', 'client', 'server')],
);
const fast = topology(
  [
    node('push', 'PUSH', { behavior: { type: 'generate', rate: 'max', frames: [{ size: 10 }] } }),
    node('pull', 'PULL', { behavior: { type: 'sink' } }),
  ],
  [link('l1', 'push', 'pull')],
);

interface Pulse {
  readonly direction: number;
  readonly t: number;
  readonly weight: number;
}

function pulses(batches: readonly Float64Array[]): Pulse[] {
  return batches.flatMap((batch) => {
    const reader = new BatchReader(batch);
    return Array.from({ length: reader.pulses }, (_, index) => ({
      direction: reader.pulse(index, 1),
      t: reader.pulse(index, 2),
      weight: reader.pulse(index, 3),
    }));
  });
}

describe('batches', () => {
  it('draw each message by itself while they are few, in the order they came', async () => {
    const engine = new TestEngine();
    await engine.run(slow);
    await eventually(() => expect(engine.received('client')).toBe(10));
    await engine.stop();
    const drawn = pulses(engine.batches);
    expect(drawn).toHaveLength(20);
    expect(drawn.every(({ weight }) => weight === 1)).toBe(true);
    expect(drawn.map(({ direction }) => direction)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? FORWARD : BACKWARD)),
    );
    expect(drawn.map(({ t }) => t)).toEqual(drawn.map(({ t }) => t).sort((one, other) => one - other));
  });

  it('sample a flood, count it exactly, and stand for all of it', async () => {
    const engine = new TestEngine();
    await engine.run(fast);
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(20_000));
    await engine.stop();
    const last = new BatchReader(engine.batches.at(-1) ?? new Float64Array());
    expect(last.flow(0, 0)).toBe(engine.messages('l1')[0]);
    expect(last.flow(0, 1)).toBe(last.flow(0, 0) * 10);
    expect(last.socket(0, 0)).toBe(engine.sent('push'));
    for (const batch of engine.batches) expect(new BatchReader(batch).pulses).toBeLessThanOrEqual(MOST_PULSES_PER_FLOW);
    const shown = pulses(engine.batches).reduce((sum, { weight }) => sum + weight, 0);
    const skipped = last.header('pulsesSkipped');
    expect(Math.round(shown) + skipped).toBeGreaterThanOrEqual(last.flow(0, 0) - 1);
  });

  it('stop at two that are not acknowledged, and the next one has the totals', async () => {
    const engine = new TestEngine({ acknowledge: false });
    await engine.run(fast);
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(5000));
    await eventually(() => expect(engine.batches).toHaveLength(2));
    const before = engine.received('pull');
    // So many that a beat has come by meanwhile.
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(before + 50_000));
    expect(engine.batches).toHaveLength(2);
    engine.engine.acknowledge(2);
    await eventually(() => expect(engine.batches.length).toBeGreaterThan(2));
    const third = new BatchReader(engine.batches[2] ?? new Float64Array());
    expect(third.flow(0, 0)).toBeGreaterThan(before);
    expect(third.header('pulsesSkipped')).toBeGreaterThan(0);
  });

  it('come seldom and without pulses while nobody looks', async () => {
    const engine = new TestEngine();
    engine.engine.setVisible(false);
    await engine.run(fast);
    await eventually(() => expect(engine.received('pull')).toBeGreaterThan(1000));
    await eventually(() => expect(engine.batches.length).toBeGreaterThan(2));
    const [one, two] = engine.batches.map((batch) => new BatchReader(batch).header('t'));
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThan(0.2);
    expect(pulses(engine.batches)).toEqual([]);
  });

  it('say how far the search of a filter is, also after the stop', async () => {
    const engine = new TestEngine();
    await engine.run(slow);
    engine.engine.filter(7, { query: 'yes' });
    await eventually(() => expect(engine.received('client')).toBe(10));
    await engine.stop();
    const last = () => new BatchReader(engine.batches.at(-1) ?? new Float64Array());
    expect([last().header('view'), last().header('viewCount'), last().header('viewComplete')]).toEqual([7, 10, 1]);
    engine.engine.filter(8, { direction: 'forward', kinds: ['message'] });
    await eventually(() => expect([last().header('view'), last().header('viewCount')]).toEqual([8, 10]));
    expect((await engine.engine.rows(7, 0, 100)).rows).toEqual([]);
    expect((await engine.engine.rows(8, 0, 100)).rows).toHaveLength(10);
    engine.engine.clear();
    await eventually(() => expect(last().header('viewCount')).toBe(0));
  });
});
