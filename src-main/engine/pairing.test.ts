import { describe, expect, it } from 'vitest';
import type { CaptureRow } from '../../shared/traffic/capture';
import type { DeviceNode } from '../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const BROKER: DeviceNode = { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } };
const THREE = ['1', '2', '3'];

function messages(engine: TestEngine, id: string): CaptureRow[] {
  return engine.rows(id).filter(({ kind }) => kind === 'message');
}

/** Body of the other one of a pair. */
function otherBody(engine: TestEngine, { seq }: CaptureRow): string {
  const pair = engine.engine.item(seq)?.pair;
  if (pair?.type !== 'answered' || pair.seq === undefined) return pair?.type ?? 'none';
  const frames = engine.engine.item(pair.seq)?.item.frames ?? [];
  return Buffer.from(frames.at(-1)?.bytes ?? []).toString();
}

function bodyOf(row: CaptureRow): string {
  return row.preview.split(' | ').at(-1) ?? '';
}

describe('requests and replies', () => {
  it('of a REQ and a REP are paired one by one, with the time between them', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'REQ', { behavior: { type: 'request', count: 20, frames: ['{{seq}}'] } }),
          node('server', 'REP', { behavior: { type: 'reply', echo: true, delay: '5ms' } }),
        ],
        [link('l', 'client', 'server')],
      ),
    );
    await eventually(() => expect(engine.received('client')).toBe(20));
    const rows = messages(engine, 'l');
    expect(rows.map(({ exchange }) => exchange)).toEqual(
      Array.from({ length: 20 }, () => ['answered', 'reply']).flat(),
    );
    for (const row of rows) {
      expect(otherBody(engine, row)).toBe(bodyOf(row));
      expect(row.latency).toBeGreaterThan(0.004);
      expect(row.pairInferred).toBeUndefined();
    }
  });

  it('are paired on both sides of a broker, with three clients and three workers at once', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          ...THREE.map((n) =>
            node(`client${n}`, 'REQ', { behavior: { type: 'request', count: 30, frames: [`from ${n} {{seq}}`] } }),
          ),
          BROKER,
          ...THREE.map((n) => node(`worker${n}`, 'REP', { behavior: { type: 'reply', echo: true, delay: `${n}ms` } })),
        ],
        [
          ...THREE.map((n) => link(`c${n}`, `client${n}`, 'broker.frontend')),
          ...THREE.map((n) => link(`w${n}`, `worker${n}`, 'broker.backend')),
        ],
      ),
    );
    await eventually(() => expect(THREE.map((n) => engine.received(`client${n}`))).toEqual([30, 30, 30]));
    const rows = THREE.flatMap((n) => [...messages(engine, `c${n}`), ...messages(engine, `w${n}`)]);
    expect(rows).toHaveLength(360);
    for (const row of rows) {
      expect(otherBody(engine, row)).toBe(bodyOf(row));
      expect(row.pairInferred).toBeUndefined();
    }
  });

  it('of a REQ that does not wait are paired by the number that it puts in front', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'REQ', { options: { relaxed: true, correlate: true } }),
          node('server', 'ROUTER', { behavior: { type: 'reply', echo: true, delay: '30ms' } }),
        ],
        [link('l', 'client', 'server')],
      ),
    );
    for (const text of ['same', 'same', 'last']) {
      expect(engine.engine.send('client', [text]).ok).toBe(true);
      await eventually(() => expect(engine.link('l').state).toBe('connected'));
    }
    await eventually(() => expect(messages(engine, 'l')).toHaveLength(6));
    const rows = messages(engine, 'l');
    expect(rows.filter(({ exchange }) => exchange === 'answered')).toHaveLength(3);
    expect(rows.filter(({ exchange }) => exchange === 'reply')).toHaveLength(3);
    expect(rows.every((row) => row.pairInferred === undefined && otherBody(engine, row) === bodyOf(row))).toBe(true);
  });

  it('of a DEALER and a ROUTER without an envelope are paired in their order, and marked as inferred', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'DEALER', { behavior: { type: 'generate', burst: 5, frames: ['{{seq}}'] } }),
          node('server', 'ROUTER', { behavior: { type: 'reply', echo: true } }),
        ],
        [link('l', 'client', 'server')],
      ),
    );
    await eventually(() => expect(messages(engine, 'l')).toHaveLength(10));
    const rows = messages(engine, 'l');
    expect(rows.every((row) => row.pairInferred === true && otherBody(engine, row) === bodyOf(row))).toBe(true);
  });

  it('say which wait, which were given up, and claim nothing of messages that may be no requests', async () => {
    const engine = new TestEngine();
    const nodes = [
      node('client', 'REQ', { behavior: { type: 'request', count: 1, frames: ['anybody?'] } }),
      node('server', 'REP'),
      node('talker', 'DEALER', { behavior: { type: 'generate', burst: 3, frames: ['news'] } }),
      node('listener', 'ROUTER', { behavior: { type: 'sink' } }),
      node('push', 'PUSH', { behavior: { type: 'generate', burst: 3, frames: ['work'] } }),
      node('pull', 'PULL', { behavior: { type: 'sink' } }),
    ];
    const links = [link('l', 'client', 'server'), link('t', 'talker', 'listener'), link('p', 'push', 'pull')];
    await engine.run(topology(nodes, links));
    await eventually(() => expect(['l', 't', 'p'].map((id) => messages(engine, id).length)).toEqual([1, 3, 3]));
    expect(messages(engine, 'l').map(({ exchange }) => exchange)).toEqual(['waiting']);
    expect(engine.engine.item(messages(engine, 'l')[0]?.seq ?? 0)?.pair).toMatchObject({ type: 'waiting' });
    expect(['t', 'p'].flatMap((id) => messages(engine, id)).every(({ exchange }) => exchange === undefined)).toBe(true);
    const request = messages(engine, 'l')[0]?.seq ?? 0;
    await engine.engine.update(topology(nodes, links.slice(1)));
    await eventually(() => expect(engine.engine.item(request)?.pair).toEqual({ type: 'abandoned' }));
  });

  it('are still told apart after the capture was cleared', async () => {
    const engine = new TestEngine();
    await engine.run(topology([node('client', 'REQ'), node('server', 'REP')], [link('l', 'client', 'server')]));
    expect(engine.engine.send('client', ['first']).ok).toBe(true);
    await eventually(() => expect(engine.received('server')).toBe(1));
    engine.engine.clear();
    expect(engine.engine.send('server', ['reply']).ok).toBe(true);
    await eventually(() => expect(messages(engine, 'l')).toHaveLength(1));
    const [reply] = messages(engine, 'l');
    expect(reply).toMatchObject({ exchange: 'reply', seq: 1 });
    expect(reply?.latency).toBeGreaterThan(0);
    // Its request left the capture, and no other took its place.
    expect(engine.engine.item(1)?.pair).toMatchObject({ type: 'answered', role: 'reply', seq: undefined });
  });
});
