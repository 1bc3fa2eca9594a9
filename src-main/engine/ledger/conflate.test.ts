import { describe, expect, it } from 'vitest';
import type { Link } from '../../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';
import { gaugeOf, lost } from '../testing/losses';

const COUNT = 600;
const steady = { type: 'generate', every: '2ms', count: COUNT, frames: ['t {{seq}}'] } as const;
const CABLES: Readonly<Record<string, Partial<Link>>> = {
  'a wire': {},
  inproc: { transport: 'inproc' },
  'tcp without a relay': { observe: 'direct' },
};

// A socket that keeps the newest message only never holds more than one, however long messages come without a pause.

describe.each(Object.entries(CABLES))('conflate over %s', (kind, cable) => {
  it('counts what was replaced at a slow SUB while messages flow, and in the end all of it', async () => {
    const engine = new TestEngine();
    const slow = { type: 'subscribe', topics: ['t'], delay: '60ms' } as const;
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { ...steady, delay: '300ms' } }),
          node('sub', 'SUB', { options: { conflate: true }, behavior: slow }),
        ],
        [link('l', 'sub', 'pub', cable)],
      ),
    );
    const at = kind === 'a wire' ? 'sub' : 'pub';
    const replaced = () => lost(engine, at, 'conflated');
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(5));
    await eventually(() => expect(replaced()).toBeGreaterThan(50));
    expect(engine.sent('pub')).toBeLessThan(COUNT);
    const gauge = gaugeOf(engine, at);
    expect(gauge).toMatchObject({ newestOnly: true, mark: 1, known: 'estimated' });
    expect(gauge?.depth).toBeLessThanOrEqual(1);
    await eventually(() => expect(engine.sent('pub')).toBe(COUNT));
    await eventually(() => expect(replaced() + engine.received('sub')).toBe(COUNT));
  });
});

describe('conflate at a PUSH', () => {
  it('tells what was replaced from what arrived', async () => {
    const engine = new TestEngine();
    const push = node('push', 'PUSH', { options: { conflate: true }, behavior: steady });
    const pull = node('pull', 'PULL', { behavior: { type: 'sink' } });
    await engine.run(topology([push, pull], [link('l', 'push', 'pull')]));
    await eventually(() => expect(engine.sent('push')).toBe(COUNT));
    await eventually(() => expect(engine.received('pull') + lost(engine, 'push', 'conflated')).toBe(COUNT));
  });
});
