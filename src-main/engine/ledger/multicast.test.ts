import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Link, SocketNode } from '../../../shared/topology/topology';
import { addonOf } from '../../system-addon';

// Only the system's library has pgm: this file runs on its addon, where `npm run addon:system` has built it.
const addon = addonOf('system') ?? '';
const built = existsSync(addon);
if (built) process.env['ZMQ_PATCHBAY_ADDON'] = addon;
const { eventually, link, node, TestEngine, topology } = await import('../testing/harness');
const { allLost, lossRows, lost, uncounted } = await import('../testing/losses');
const { libraryFacts } = await import('../library');

async function running(nodes: readonly SocketNode[], links: readonly Link[] = []) {
  const engine = new TestEngine();
  await engine.run(topology(nodes, links));
  return engine;
}

const publisher = (fields: Partial<SocketNode> = {}) =>
  node('pub', 'PUB', {
    // In kilobits a second; the default of 100 would take its time.
    options: { rate: 10_000 },
    behavior: {
      type: 'generate',
      every: '5ms',
      count: 100,
      delay: '800ms',
      frames: ['{{cycle news|weather}} {{seq}}'],
    },
    ...fields,
  });
const subscriber = (id: string, ...topics: string[]) => node(id, 'SUB', { behavior: { type: 'subscribe', topics } });
const cable = (id: string) => link(id, id, 'pub', { transport: 'epgm' });

describe.runIf(built && libraryFacts().transports.includes('epgm'))('over epgm', () => {
  it('what arrives is counted, and what no subscriber wants is lost, which is inferred', async () => {
    const engine = await running([publisher(), subscriber('sub', 'news')], [cable('sub')]);
    await eventually(() => expect(engine.sent('pub')).toBe(100));
    await eventually(() => expect(engine.received('sub')).toBe(50));
    await eventually(() => expect(lost(engine, 'pub', 'noMatch')).toBe(50));
    expect(lossRows(engine, 'pub', 'noMatch')).toMatchObject([{ exact: 0, inferred: 50 }]);
    expect(allLost(engine)).toBe(50);
  });

  it('a subscriber of everything leaves nothing to be lost', async () => {
    const engine = await running(
      [publisher(), subscriber('one', 'news'), subscriber('two', '')],
      ['one', 'two'].map(cable),
    );
    await eventually(() => expect([engine.received('one'), engine.received('two')]).toEqual([50, 100]));
    expect(allLost(engine)).toBe(0);
  });

  it('a publisher without a subscriber of the app says that it is not known who listens', async () => {
    const engine = await running([publisher({ bind: ['epgm://127.0.0.1;239.192.1.1:47067'] })]);
    await eventually(() => expect(engine.sent('pub')).toBe(100));
    expect(uncounted(engine)).toEqual([{ socket: 'pub', why: 'outside' }]);
    expect(allLost(engine)).toBe(0);
  });

  it('a subscriber that is unplugged gets no more, and the rest has nobody', async () => {
    const nodes = [
      publisher({ behavior: { type: 'generate', every: '5ms', frames: ['news'] } }),
      subscriber('sub', 'news'),
    ];
    const engine = await running(nodes, [cable('sub')]);
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(10));
    await engine.engine.update(topology(nodes));
    await eventually(() => expect(lost(engine, 'pub', 'noSubscriber')).toBeGreaterThan(10));
    expect(lossRows(engine, 'pub', 'noSubscriber')).toMatchObject([{ exact: 0 }]);
  });
});
