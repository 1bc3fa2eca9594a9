import { describe, expect, it } from 'vitest';
import { BatchReader } from '../../shared/traffic/batch';
import type { Marks } from '../../shared/traffic/marks';
import { temporaryFolder } from '../testing/temporary-folder';
import { journeyOf } from './journey';
import { eventually, link, node, TestEngine, topology } from './testing/harness';
import { connectionsOf, ladderOf } from './wire-questions';

const at = temporaryFolder();

const TALK = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', every: '10ms', count: 20, frames: ['Hello {{seq}}'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  [link('l1', 'client', 'server')],
);

const BROKERED = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', every: '10ms', count: 5, frames: ['Hello {{seq}}'] } }),
    { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 }, frontend: {}, backend: {} },
    node('worker', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  [link('c', 'client', 'broker.frontend'), link('w', 'worker', 'broker.backend')],
);

async function saved(engine: TestEngine, marks: Marks = []): Promise<string> {
  await engine.run(TALK);
  await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
  return save(engine, marks);
}

async function save(engine: TestEngine, marks: Marks = [], name = 'talk.zmqcap'): Promise<string> {
  const path = at(name);
  const done = await engine.engine.keep.save({ path, name: 'Talk', app: 'test', marks });
  expect(done).toMatchObject({ ok: true, value: { lost: 0 } });
  return path;
}

async function open(engine: TestEngine, path: string) {
  const opened = await engine.engine.keep.open({ path });
  if (!opened.ok || opened.value === 'canceled') throw new Error(JSON.stringify(opened));
  return opened.value;
}

function newest(engine: TestEngine): BatchReader {
  return new BatchReader(engine.batches.at(-1) ?? new Float64Array(0));
}

describe('a recording', () => {
  it('is shown in place of the run, with its messages, names and topology, and gives way to it again', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    const live = engine.rows('l1');
    const opened = await open(engine, path);
    expect(engine.status).toMatchObject({ state: 'stopped', recording: { name: 'Talk', items: opened.info.items } });
    expect(opened.topology).toEqual(TALK);
    const rows = engine.rows('l1');
    expect(rows.filter(({ kind }) => kind === 'message').map(({ preview }) => preview)).toEqual(
      live.filter(({ kind }) => kind === 'message').map(({ preview }) => preview),
    );
    const request = rows.find(({ preview }) => preview.includes('Hello 7'))!;
    expect(engine.engine.item(request.seq)).toMatchObject({
      sender: { name: 'client', socketType: 'REQ' },
      receiver: { name: 'server', socketType: 'REP' },
    });
    await engine.engine.keep.close();
    expect(engine.status.recording).toBeUndefined();
    expect(engine.rows('l1').length).toBeGreaterThanOrEqual(live.length);
  });

  it('shows the counts of any moment, forwards and back, and the messages around it', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    const { info } = await open(engine, path);
    const { flow } = engine.link('l1');
    const requests = engine.rows('l1').filter(({ kind, direction }) => kind === 'message' && direction === 'forward');
    const tenth = requests[9]!;
    for (const [place, count] of [
      [info.to, 20],
      [tenth.t, 10],
      [info.from, 0],
      [requests[4]!.t, 5],
    ] as const) {
      engine.engine.play({ position: place });
      await eventually(() =>
        expect([newest(engine).flow(flow, 0), newest(engine).header('t')]).toEqual([count, place]),
      );
    }
    const before = engine.batches.length;
    engine.engine.play({ position: tenth.t });
    await eventually(() => engine.batches.slice(before).some((batch) => new BatchReader(batch).pulses > 0));
  });

  it('is played to its end, and says then where it is', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    const { info } = await open(engine, path);
    const { flow } = engine.link('l1');
    engine.engine.play({ position: info.from });
    const before = engine.batches.length;
    engine.engine.play({ playing: true, speed: 2 });
    await eventually(() => expect([newest(engine).header('t'), newest(engine).flow(flow, 0)]).toEqual([info.to, 20]));
    const seen = engine.batches.slice(before).map((batch) => new BatchReader(batch).flow(flow, 0));
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    let messages = 0;
    for (const batch of engine.batches.slice(before).map((data) => new BatchReader(data))) {
      for (let index = 0; index < batch.pulses; index++) messages += batch.pulse(index, 3);
    }
    expect(messages).toBeCloseTo(40);
  });

  it('has the ways of messages through a device, as they were recorded there', async () => {
    const engine = new TestEngine();
    await engine.run(BROKERED);
    await eventually(() => expect(engine.messages('c')).toEqual([5, 5]));
    const request = engine.rows('c').find(({ preview }) => preview.includes('Hello 3'))!;
    const live = engine.engine.ask((run) => journeyOf(run, request.seq))!;
    expect(live.steps).toHaveLength(4);
    const path = await save(engine);
    const other = new TestEngine();
    await open(other, path);
    const recorded = other.engine.ask((run) => journeyOf(run, request.seq))!;
    expect(recorded.steps.map(({ seq }) => seq)).toEqual(live.steps.map(({ seq }) => seq));
    expect(recorded.edges).toEqual(live.edges);
  });

  it('has the ladder of each connection, and what was bookmarked', async () => {
    const engine = new TestEngine();
    const marks = [{ seq: 3, t: 0.5, title: 'Hello', note: 'the first one' }];
    const path = await saved(engine, marks);
    const ladders = (of: TestEngine) =>
      of.engine.ask((run) =>
        connectionsOf(run, undefined).connections.map((facts) => ({ facts, steps: ladderOf(run, facts.id, 0)?.steps })),
      );
    const live = ladders(engine);
    const other = new TestEngine();
    const opened = await open(other, path);
    expect(opened.marks).toEqual(marks);
    expect(opened.run).toBe(newest(other).header('run'));
    expect(ladders(other)).toEqual(live);
    // A recording that is saved again has them still.
    const again = new TestEngine();
    await open(again, await save(other));
    expect(ladders(again)).toEqual(live);
  });

  it('says what had not arrived in its run, not in the one before it', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    await engine.run(topology([node('lonely', 'PUB', { behavior: { type: 'generate', burst: 3, frames: ['x'] } })]));
    await eventually(() => expect(engine.engine.health().losses.rows[0]).toMatchObject({ socket: 'lonely', exact: 3 }));
    const lossy = await save(engine, [], 'lossy.zmqcap');
    const { losses } = engine.engine.health();
    await open(engine, path);
    expect(engine.engine.health().losses.rows).toEqual([]);
    await open(engine, lossy);
    expect(engine.engine.health().losses.rows[0]).toMatchObject({ socket: 'lonely', cause: 'noSubscriber', exact: 3 });
    // So are its charts of what was lost.
    const { groups } = engine.engine.series({ from: 0, to: 1e9, groups: [{ flows: [], sockets: [0] }] });
    expect(groups[0]?.lost.reduce((total, lost) => total + lost, 0)).toBe(3);
    await engine.engine.keep.close();
    await engine.engine.keep.close();
    expect(engine.engine.health().losses.rows[0]).toMatchObject(losses.rows[0] ?? {});
  });

  it('has charts of its messages, their bytes and the time to replies', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    const { flow } = engine.link('l1');
    const { info } = await open(engine, path);
    const { times, groups, latency, overall } = engine.engine.series({
      from: 0,
      to: info.to,
      groups: [{ flows: [flow], sockets: [] }],
      latency: { flows: 'all', step: 1000 },
    });
    const sum = (values: Float64Array | undefined) => values?.reduce((total, value) => total + value, 0);
    expect([sum(groups[0]?.forward), sum(groups[0]?.backward), sum(groups[0]?.backwardBytes)]).toEqual([20, 20, 100]);
    expect(sum(overall.message)).toBe(40);
    expect(latency?.values.count[0]).toBe(20);
    expect([...times]).toEqual([...times].sort((one, other) => one - other));
  });

  it('is left when another run begins, and a broken one leaves everything as it was', async () => {
    const engine = new TestEngine();
    const path = await saved(engine);
    expect(await engine.engine.keep.open({ path: at('none.zmqcap') })).toMatchObject({ ok: false });
    expect(engine.status.state).toBe('running');
    await open(engine, path);
    await engine.run(TALK);
    expect(engine.status.recording).toBeUndefined();
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
  });

  it('opens in an engine that has not run anything, which has nothing to show after it', async () => {
    const path = await saved(new TestEngine());
    const engine = new TestEngine();
    await open(engine, path);
    expect(engine.rows('l1').length).toBeGreaterThan(40);
    await engine.engine.keep.close();
    expect((await engine.engine.rows(0, 0, 10)).rows).toEqual([]);
    expect(newest(engine).header('nextSeq')).toBe(1);
  });
});
