import { describe, expect, it } from 'vitest';
import type { DeviceNode, TopologyNode } from '../../shared/topology/topology';
import type { CaptureRow } from '../../shared/traffic/capture';
import type { Journey } from '../../shared/traffic/journey';
import { journeyOf } from './journey';
import { mostCopies } from './onward';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { startProgram } from './testing/program';

function device(id: string, kind: DeviceNode['device'], fields: Partial<DeviceNode> = {}): DeviceNode {
  return { id, kind: 'device', device: kind, position: { x: 0, y: 0 }, ...fields };
}

const THREE = ['1', '2', '3'];

function broker(clients: readonly TopologyNode[], workers: readonly TopologyNode[], fields: Partial<DeviceNode> = {}) {
  return topology(
    [...clients, device('broker', 'queue', fields), ...workers],
    [
      ...clients.map(({ id }) => link(`l-${id}`, id, 'broker.frontend')),
      ...workers.map(({ id }) => link(`l-${id}`, id, 'broker.backend')),
    ],
  );
}

function messages(engine: TestEngine, id: string): CaptureRow[] {
  return engine.rows(id).filter(({ kind }) => kind === 'message');
}

function journey(engine: TestEngine, { seq }: { readonly seq: number }): Journey {
  const found = engine.engine.ask((run) => journeyOf(run, seq));
  if (!found) throw new Error(`item ${seq} is not there`);
  return found;
}

/** `client1>broker body | …`: where a message went, and what it said. */
function route({ steps }: Journey): string[] {
  return steps.map(({ detail: { sender, receiver, item } }) => {
    const body = Buffer.from(item.frames.at(-1)?.bytes ?? []).toString();
    return `${sender.name}>${receiver.name} ${body}`;
  });
}

describe('the journey through a broker', () => {
  it('is complete and right for each request of three clients to three workers at once', async () => {
    const engine = new TestEngine();
    await engine.run(
      broker(
        THREE.map((n) =>
          node(`c${n}`, 'REQ', { behavior: { type: 'request', count: 25, frames: [`from ${n} {{seq}}`] } }),
        ),
        THREE.map((n) => node(`w${n}`, 'REP', { behavior: { type: 'reply', echo: true, delay: `${n}ms` } })),
      ),
    );
    await eventually(() => expect(THREE.map((n) => engine.received(`c${n}`))).toEqual([25, 25, 25]));
    const workers = new Set<string>();
    for (const n of THREE) {
      const requests = messages(engine, `l-c${n}`).filter(({ exchange }) => exchange === 'answered');
      expect(requests).toHaveLength(25);
      for (const row of requests) {
        const whole = journey(engine, row);
        const body = row.preview.split(' | ').at(-1) ?? '';
        const worker = whole.steps[1]?.detail.receiver.name ?? '';
        workers.add(worker);
        expect(route(whole)).toEqual([
          `c${n}>broker ${body}`,
          `broker>${worker} ${body}`,
          `${worker}>broker ${body}`,
          `broker>c${n} ${body}`,
        ]);
        const [one, two, three, four] = whole.steps.map(({ seq }) => seq);
        expect(whole.edges).toMatchObject([
          { type: 'device', from: one, to: two, node: 'broker', known: 'exact' },
          { type: 'answer', from: two, to: three, node: worker, known: 'exact' },
          { type: 'device', from: three, to: four, node: 'broker', known: 'exact' },
          { type: 'pair', from: one, to: four, node: `c${n}`, known: 'exact' },
        ]);
        // It is the same journey wherever one begins to look.
        for (const step of whole.steps) expect(journey(engine, step)).toEqual(whole);
      }
    }
    expect(workers).toEqual(new Set(['w1', 'w2', 'w3']));
  });

  it('is exact where clients ask many at once, all with the same words', async () => {
    const engine = new TestEngine();
    await engine.run(
      broker(
        THREE.map((n) => node(`c${n}`, 'DEALER', { behavior: { type: 'generate', burst: 30, frames: ['', 'Hello'] } })),
        [node('w', 'REP', { behavior: { type: 'reply', echo: true } })],
      ),
    );
    await eventually(() => expect(messages(engine, 'l-w')).toHaveLength(180));
    await eventually(() => expect(THREE.map((n) => messages(engine, `l-c${n}`).length)).toEqual([60, 60, 60]));
    for (const n of THREE) {
      const requests = messages(engine, `l-c${n}`).filter(({ direction }) => direction === 'forward');
      const further = requests.map((row) => {
        const { edges } = journey(engine, row);
        expect(edges.filter(({ type }) => type === 'device').map(({ known }) => known)).toEqual(['exact', 'exact']);
        return edges.find(({ type, from }) => type === 'device' && from === row.seq)?.to ?? 0;
      });
      // Each became another message, in the same order.
      expect(new Set(further).size).toBe(30);
      expect(further).toEqual([...further].sort((one, other) => one - other));
    }
  });

  it('ends at the broker for a client that was taken away, and stays right for the others', async () => {
    const engine = new TestEngine();
    const clients = THREE.map((n) =>
      node(`c${n}`, 'REQ', { behavior: { type: 'request', every: '2ms', frames: [`from ${n} {{seq}}`] } }),
    );
    const workers = THREE.map((n) => node(`w${n}`, 'REP', { behavior: { type: 'reply', echo: true, delay: '8ms' } }));
    await engine.run(broker(clients, workers));
    await eventually(() => expect(Math.min(...THREE.map((n) => engine.received(`c${n}`)))).toBeGreaterThan(5));
    await engine.engine.update(broker(clients.slice(1), workers));
    const before = engine.received('c2');
    await eventually(() => expect(engine.received('c2')).toBeGreaterThan(before + 5));
    await engine.engine.update(broker(clients, workers));
    await eventually(() => expect(engine.received('c1')).toBeGreaterThan(5));
    await engine.stop();
    const rows = THREE.flatMap((n) => messages(engine, `l-w${n}`));
    const requests = rows.filter(({ direction }) => direction === 'backward');
    expect(requests.length).toBeGreaterThan(30);
    for (const row of requests) {
      const words = row.preview.split(' | ').at(-1) ?? '';
      const client = `c${words.split(' ')[1]}`;
      const [first, second] = route(journey(engine, row));
      expect(first).toBe(`${client}>broker ${words}`);
      expect(second).toMatch(new RegExp(`^broker>w. ${words}$`));
    }
  });

  it('goes on after the capture was cleared, and starts where the capture does', async () => {
    const engine = new TestEngine();
    await engine.run(
      broker(
        [node('c', 'DEALER', { behavior: { type: 'generate', burst: 4, frames: ['', 'same'] } })],
        [node('w', 'REP', { behavior: { type: 'reply', echo: true } })],
        { delay: '60ms' },
      ),
    );
    await eventually(() => expect(messages(engine, 'l-w').length).toBeGreaterThan(0));
    engine.engine.clear();
    await eventually(() => expect(messages(engine, 'l-c').length).toBeGreaterThanOrEqual(3));
    const replies = messages(engine, 'l-c');
    // The requests in front of the broker were cleared away; none of them is mistaken for another.
    for (const row of replies) {
      const names = journey(engine, row).steps.map(({ detail }) => `${detail.sender.name}>${detail.receiver.name}`);
      expect(names.at(-1)).toBe('broker>c');
      expect(names).not.toContain('c>broker');
    }
    expect(journey(engine, replies.at(-1) ?? { seq: 0 }).steps).toHaveLength(3);
  });
});

describe('the journey of programs outside', () => {
  it('is as exact as that of nodes, though they say nothing of themselves', async () => {
    const [front, back] = [`tcp://127.0.0.1:${await freePort()}`, `tcp://127.0.0.1:${await freePort()}`];
    const engine = new TestEngine();
    await engine.run(topology([device('broker', 'queue', { frontend: { bind: [front] }, backend: { bind: [back] } })]));
    const asked = { count: 8, frames: ['same'] };
    const [one, two] = [asked, { ...asked, routingId: 'two' }].map((options) =>
      startProgram('Request', 'connect', front, options),
    );
    const workers = [1, 2].map(() => startProgram('Reply', 'connect', back, { frames: ['fine'] }));
    await eventually(() => expect([one?.lines.at(-1), two?.lines.at(-1)]).toEqual(['done', 'done']), 20_000);
    const clients = () => engine.peers().filter(({ socket }) => socket === 'broker.frontend');
    await eventually(() => expect(new Set(clients().map(({ identity }) => identity))).toEqual(new Set(['', 'two'])));
    for (const { flow } of clients()) {
      const requests = engine.rows().filter((row) => row.flow === flow && row.exchange === 'answered');
      expect(requests).toHaveLength(8);
      for (const row of requests) {
        const { steps, edges } = journey(engine, row);
        expect(edges.map(({ type, known }) => `${type} ${known}`)).toEqual([
          'device exact',
          'answer exact',
          'device exact',
          'pair exact',
        ]);
        // It came back to who asked.
        expect([steps[0], steps[3]].map((step) => step?.detail.item.row.flow)).toEqual([flow, flow]);
      }
    }
    await Promise.all(workers.map((worker) => worker.end()));
  });
});

describe('the journey through other devices', () => {
  it('fans out behind a forwarder, to those who subscribed', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '2ms', frames: ['{{cycle a|b}}', '{{seq}}'] } }),
          device('hub', 'forwarder'),
          node('a', 'SUB', { behavior: { type: 'subscribe', topics: ['a'] } }),
          node('all', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
        ],
        [link('p', 'hub.frontend', 'pub'), link('sa', 'a', 'hub.backend'), link('sall', 'all', 'hub.backend')],
      ),
    );
    await eventually(() => expect(engine.received('a')).toBeGreaterThan(20));
    await engine.stop();
    for (const row of messages(engine, 'sa')) {
      const { steps, edges } = journey(engine, row);
      expect(steps.map(({ detail }) => detail.item.row.preview)).toEqual(steps.map(() => row.preview));
      expect(steps[0]?.detail.sender.name).toBe('pub');
      expect(edges.every(({ known, node: at }) => known === 'exact' && at === 'hub')).toBe(true);
    }
    const [middle] = messages(engine, 'sa').slice(5);
    expect(new Set(route(journey(engine, middle ?? { seq: 0 })).map((text) => text.split(' ')[0]))).toEqual(
      new Set(['pub>hub', 'hub>a', 'hub>all']),
    );
    // Who has as many is not looked for any further.
    const published = messages(engine, 'p').filter(({ direction }) => direction === 'backward');
    const copies = (topic: string) => {
      const { seq = 0 } = published.find(({ preview }) => preview.startsWith(topic)) ?? {};
      return engine.engine.ask((run) => mostCopies(run, seq, run.ring));
    };
    expect([copies('a'), copies('b')]).toEqual([2, 1]);
    expect(engine.engine.ask((run) => mostCopies(run, middle?.seq ?? 0, run.ring))).toBe(0);
  });

  it('goes on through two streamers, one behind the other', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('source', 'PUSH', { behavior: { type: 'generate', burst: 40, frames: ['task {{seq}}'] } }),
          device('one', 'streamer'),
          device('two', 'streamer', { delay: '1ms' }),
          node('sink', 'PULL', { behavior: { type: 'sink' } }),
        ],
        [
          link('in', 'source', 'one.frontend'),
          link('between', 'one.backend', 'two.frontend'),
          link('out', 'two.backend', 'sink'),
        ],
      ),
    );
    await eventually(() => expect(engine.received('sink')).toBe(40));
    for (const row of messages(engine, 'in')) {
      expect(route(journey(engine, row))).toEqual([
        `source>one ${row.preview}`,
        `one>two ${row.preview}`,
        `two>sink ${row.preview}`,
      ]);
    }
  });

  it('says that it only infers where messages alike come from several and go to several', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          ...THREE.map((n) => node(`s${n}`, 'PUSH', { behavior: { type: 'generate', burst: 20, frames: ['same'] } })),
          device('mill', 'streamer', { delay: '1ms' }),
          node('sink', 'PULL', { behavior: { type: 'sink' } }),
        ],
        [...THREE.map((n) => link(`l${n}`, `s${n}`, 'mill.frontend')), link('out', 'mill.backend', 'sink')],
      ),
    );
    await eventually(() => expect(engine.received('sink')).toBe(60));
    const edges = messages(engine, 'out').flatMap((row) => journey(engine, row).edges);
    // Every one came from somewhere, no two from the same.
    expect(new Set(edges.map(({ from }) => from)).size).toBe(60);
    expect(edges.some(({ known }) => known === 'inferred')).toBe(true);
  });
});
