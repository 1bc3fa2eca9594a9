import { createSocket } from 'node:dgram';
import { describe, expect, it } from 'vitest';
import type { Link, SocketNode } from '../../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from '../testing/harness';
import { allLost, lossRows, lost, uncounted } from '../testing/losses';

const GROUP = '239.192.8.1';

async function freeUdpPort(): Promise<number> {
  const probe = createSocket('udp4');
  await new Promise<void>((resolve) => probe.bind(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}

async function running(nodes: readonly SocketNode[], links: readonly Link[] = []): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.run(topology(nodes, links));
  return engine;
}

const radio = (fields: Partial<SocketNode> = {}, group = 'news') =>
  node('radio', 'RADIO', {
    behavior: { type: 'generate', every: '2ms', count: 100, delay: '200ms', frames: [group, '{{seq}}'] },
    ...fields,
  });
const dish = (id: string, ...groups: string[]) => node(id, 'DISH', { behavior: { type: 'join', groups } });
const cable = (id: string, to = id) => link(id, 'radio', to, { transport: 'udp' });

describe('over udp, from RADIO to DISH', () => {
  it('all that is sent to a group that is joined arrives, and nothing counts as lost', async () => {
    const engine = await running([radio(), dish('dish', 'news')], [cable('dish')]);
    await eventually(() => expect(engine.received('dish')).toBe(100));
    expect(allLost(engine)).toBe(0);
    expect(uncounted(engine)).toEqual([]);
  });

  it('what goes to a group that nobody has joined is lost, which is inferred: datagrams go out all the same', async () => {
    const engine = await running([radio({}, 'weather'), dish('dish', 'news')], [cable('dish')]);
    await eventually(() => expect(engine.sent('radio')).toBe(100));
    await eventually(() => expect(lost(engine, 'radio', 'noMatch')).toBe(100));
    expect(lossRows(engine, 'radio', 'noMatch')).toMatchObject([{ exact: 0, inferred: 100 }]);
    expect(engine.received('dish')).toBe(0);
  });

  it('a DISH that has joined no group gets nothing: the RADIO has no subscriber', async () => {
    const engine = await running([radio(), dish('dish')], [cable('dish')]);
    await eventually(() => expect(lost(engine, 'radio', 'noSubscriber')).toBe(100));
    expect(lossRows(engine, 'radio', 'noSubscriber')).toMatchObject([{ exact: 0, inferred: 100 }]);
  });

  it('a DISH that is unplugged in between gets no more', async () => {
    const nodes = [
      radio({ behavior: { type: 'generate', every: '2ms', frames: ['news', 'x'] } }),
      dish('dish', 'news'),
    ];
    const engine = await running(nodes, [cable('dish')]);
    await eventually(() => expect(engine.received('dish')).toBeGreaterThan(20));
    await engine.engine.update(topology(nodes));
    const got = engine.received('dish');
    await eventually(() => expect(lost(engine, 'radio', 'noSubscriber')).toBeGreaterThan(20));
    expect(engine.received('dish')).toBeLessThan(got + 20);
  });

  it('of two DISHes each is told apart: one joins, the other does not', async () => {
    const engine = await running([radio(), dish('one', 'news'), dish('two', 'weather')], [cable('one'), cable('two')]);
    await eventually(() => expect(engine.received('one')).toBe(100));
    expect([engine.received('two'), allLost(engine)]).toEqual([0, 0]);
  });

  it('what the system dropped before a DISH that is slow is the network’s', async () => {
    const engine = await running(
      [
        radio({
          behavior: { type: 'generate', burst: 500, delay: '800ms', frames: ['news', { size: 1000 }] },
          options: { sendHighWaterMark: 0 },
        }),
        node('dish', 'DISH', {
          options: { receiveBufferSize: 4096, receiveHighWaterMark: 5 },
          behavior: { type: 'join', groups: ['news'], delay: '1ms' },
        }),
      ],
      [cable('dish')],
    );
    await eventually(() => expect(engine.sent('radio')).toBe(500));
    await eventually(() => expect(engine.received('dish') + lost(engine, 'radio', 'network')).toBe(500));
    expect(engine.received('dish')).toBeLessThan(500);
    expect(lossRows(engine, 'radio', 'network')).toMatchObject([{ exact: 0 }]);
  });

  it('who listens outside is not known, so nothing is counted, and it says why', async () => {
    const engine = await running([radio({ connect: [`udp://127.0.0.1;${GROUP}:${await freeUdpPort()}`] })]);
    await eventually(() => expect(engine.sent('radio')).toBe(100));
    expect(uncounted(engine)).toEqual([{ socket: 'radio', why: 'outside' }]);
    expect(allLost(engine)).toBe(0);
  });
});
