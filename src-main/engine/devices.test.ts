import { describe, expect, it } from 'vitest';
import type { DeviceNode } from '../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

function device(id: string, kind: DeviceNode['device'], fields: Partial<DeviceNode> = {}): DeviceNode {
  return { id, kind: 'device', device: kind, position: { x: 0, y: 0 }, ...fields };
}

const THREE = ['1', '2', '3'];

describe('a queue', () => {
  it('gives every client its own replies, and every worker a fair share', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          ...THREE.map((n) =>
            node(`client${n}`, 'REQ', { behavior: { type: 'request', count: 60, frames: [`from ${n} {{seq}}`] } }),
          ),
          device('broker', 'queue'),
          ...THREE.map((n) => node(`worker${n}`, 'REP', { behavior: { type: 'reply', echo: true } })),
        ],
        [
          ...THREE.map((n) => link(`c${n}`, `client${n}`, 'broker.frontend')),
          ...THREE.map((n) => link(`w${n}`, `worker${n}`, 'broker.backend')),
        ],
      ),
    );
    await eventually(() => expect(THREE.map((n) => engine.received(`client${n}`))).toEqual([60, 60, 60]));
    for (const n of THREE) {
      const messages = engine.rows(`c${n}`).filter(({ kind }) => kind === 'message');
      expect(messages).toHaveLength(120);
      expect(messages.every(({ preview }) => preview.includes(`from ${n} `))).toBe(true);
      expect(Math.abs(engine.received(`worker${n}`) - 60)).toBeLessThanOrEqual(3);
    }
    expect([engine.received('broker.frontend'), engine.sent('broker.backend')]).toEqual([180, 180]);
    expect([engine.received('broker.backend'), engine.sent('broker.frontend')]).toEqual([180, 180]);
    expect(engine.problems()).toEqual([]);
  });

  it('knows each client by its routing id, on both sides, and says it knows for certain', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          ...THREE.map((n) =>
            node(`client${n}`, 'REQ', { label: `Client ${n}`, behavior: { type: 'request', count: 5, frames: [n] } }),
          ),
          node('named', 'DEALER', {
            options: { routingId: 'dealer-id' },
            behavior: { type: 'request', count: 5, frames: ['d'] },
          }),
          device('broker', 'queue'),
          node('worker', 'REP', { behavior: { type: 'reply', echo: true } }),
        ],
        [
          ...THREE.map((n) => link(`c${n}`, `client${n}`, 'broker.frontend')),
          link('cd', 'named', 'broker.frontend'),
          link('w', 'worker', 'broker.backend'),
        ],
      ),
    );
    await eventually(() =>
      expect(['client1', 'client2', 'client3', 'named'].map((key) => engine.received(key))).toEqual([5, 5, 5, 5]),
    );
    for (const n of THREE) {
      const [row] = engine.rows(`c${n}`).filter(({ kind }) => kind === 'message');
      const detail = engine.engine.item(row?.seq ?? 0);
      expect(detail?.routing?.known).toBe('exact');
      expect(detail?.names).toEqual([[Buffer.from(detail?.routing?.id ?? []).toString('hex'), `Client ${n}`]]);
    }
    for (const row of engine.rows('w').filter(({ kind }) => kind === 'message')) {
      const detail = engine.engine.item(row.seq);
      const body = Buffer.from(detail?.item.frames.at(-1)?.bytes ?? []).toString();
      expect(detail?.names.map(([, name]) => name)).toEqual([body === 'd' ? 'named' : `Client ${body}`]);
    }
  });

  it('holds its clients back when no worker takes anything', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'DEALER', {
            options: { sendHighWaterMark: 10 },
            behavior: { type: 'generate', rate: 'max', frames: [{ size: 10_000 }] },
          }),
          device('broker', 'queue', { frontend: { options: { receiveHighWaterMark: 10 } } }),
        ],
        [link('c', 'client', 'broker.frontend')],
      ),
    );
    await eventually(async () => {
      const before = engine.sent('client');
      await new Promise((resolve) => setTimeout(resolve, 300));
      return before > 0 && engine.sent('client') === before;
    });
    expect(engine.received('broker.frontend')).toBe(1);
  });
});

describe('a forwarder', () => {
  it('passes subscriptions on and topics back', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '1ms', frames: ['{{cycle a|b|c}}', '{{seq}}'] } }),
          device('hub', 'forwarder'),
          node('a', 'SUB', { behavior: { type: 'subscribe', topics: ['a'] } }),
          node('ab', 'SUB', { behavior: { type: 'subscribe', topics: ['a', 'b'] } }),
        ],
        [link('p', 'hub.frontend', 'pub'), link('sa', 'a', 'hub.backend'), link('sab', 'ab', 'hub.backend')],
      ),
    );
    await eventually(() => expect(Math.min(engine.received('a'), engine.received('ab'))).toBeGreaterThan(20));
    await engine.stop();
    const topics = (id: string) =>
      new Set(
        engine
          .rows(id)
          .filter(({ kind }) => kind === 'message')
          .map(({ preview }) => preview[0]),
      );
    expect([topics('sa'), topics('sab'), topics('p')]).toEqual([
      new Set(['a']),
      new Set(['a', 'b']),
      new Set(['a', 'b']),
    ]);
    const row = engine.rows('sa').find(({ kind }) => kind === 'message');
    expect(engine.engine.item(row?.seq ?? 0)?.topicBytes).toBe(1);
  });
});

describe('a streamer', () => {
  it('takes turns with others, and each message goes one way only', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('ventilator', 'PUSH', {
            behavior: { type: 'generate', every: '1ms', count: 90, frames: ['task {{seq}}'] },
          }),
          ...THREE.map((n) => device(`worker${n}`, 'streamer', { delay: '1ms' })),
          node('sink', 'PULL', { behavior: { type: 'sink' } }),
        ],
        THREE.flatMap((n) => [
          link(`in${n}`, `worker${n}.frontend`, 'ventilator'),
          link(`out${n}`, `worker${n}.backend`, 'sink'),
        ]),
      ),
    );
    await eventually(() => expect(engine.received('sink')).toBe(90));
    const [into, outOf] = ['in', 'out'].map((way) => THREE.map((n) => engine.messages(`${way}${n}`)));
    expect(into?.map(([back]) => back)).toEqual([0, 0, 0]);
    expect(outOf).toEqual(into?.map(([back, on]) => [on, back]));
    // The first tasks may have gone out before all three were connected.
    const last = (n: string) =>
      engine.rows(`in${n}`).filter(({ kind, preview }) => kind === 'message' && Number(preview.split(' ')[1]) > 60);
    expect(THREE.map((n) => last(n).length)).toEqual([10, 10, 10]);
  });
});
