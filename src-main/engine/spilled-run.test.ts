import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { TopologyNode } from '../../shared/topology/topology';
import { BatchReader } from '../../shared/traffic/batch';
import { temporaryFolder } from '../testing/temporary-folder';
import { keptDetail } from './item-detail';
import { keptJourney } from './journey';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const at = temporaryFolder();
const COUNT = 1600;
/** 60 kB each, of which the memory holds about a thousand; not so fast that a busy machine could not write it. */
const LARGE = topology(
  [
    node('push', 'PUSH', {
      behavior: {
        type: 'generate',
        rate: 500,
        count: COUNT,
        frames: ['number {{seq}}', { size: 60_000 }, '{"n":{{seq}}}'],
      },
    }),
    node('pull', 'PULL', { behavior: { type: 'sink' } }),
  ],
  [link('l1', 'push', 'pull')],
);

it('lists, opens and exports what left the memory for the disk, while the run is on and after it', async () => {
  const engine = new TestEngine();
  await engine.run(LARGE, 2 ** 30);
  engine.engine.filter(1, { query: 'number', kinds: ['message'] });
  await eventually(() => expect(engine.messages('l1')).toEqual([COUNT, 0]), 30_000);
  // A filter that comes later finds all of it, the newest first.
  engine.engine.filter(2, { query: '"number 1" or "number 1600"', kinds: ['message'] });
  const newest = () => new BatchReader(engine.batches.at(-1) ?? new Float64Array(0));
  const complete = async (view: number) => {
    await eventually(
      () => expect([newest().header('view'), newest().header('viewComplete')]).toEqual([view, 1]),
      30_000,
    );
    expect([newest().header('viewSearched'), newest().header('captureDropped')]).toEqual([1, 0]);
  };
  await complete(2);
  const first = newest().header('viewFirst');
  expect(first).toBeLessThan(0);
  const { rows } = await engine.engine.rows(2, first, 2);
  expect(rows[0]?.preview).toContain('number 1');
  const detail = await engine.engine.ask((run) => keptDetail(run, rows[0]?.seq ?? 0));
  expect(detail).toMatchObject({ sender: { name: 'push' }, receiver: { name: 'pull' } });
  expect(detail?.item.frames[1]?.size).toBe(60_000);
  // So does a chart of what is in them.
  const numbers = () =>
    engine.engine.series({ from: 0, to: 1, groups: [], numbers: { path: 'n', flows: 'all' } }).numbers;
  await eventually(() => expect(numbers()).toMatchObject({ numbers: COUNT, gaveWay: 0, complete: true }), 30_000);
  expect([numbers()?.low[0], numbers()?.last.at(-1)]).toEqual([1, COUNT]);
  await engine.stop();
  engine.engine.filter(3, { query: 'number', kinds: ['message'] });
  await complete(3);
  expect(newest().header('viewCount')).toBe(COUNT);
  const path = at('all.csv');
  const items = { type: 'filter', filter: { query: 'frames=3 seq<60' } } as const;
  const done = await engine.engine.keep.export({ path, format: 'csv', items });
  expect(done).toMatchObject({ ok: true, value: { lost: 0 } });
  const [, line] = (await readFile(path, 'utf8')).split('\r\n');
  expect(line).toContain('number 1 |');
  await engine.engine.shutdown();
}, 90_000);

it('knows of a reply that came when its request was on the disk, and so does the saved capture', async () => {
  const client = node('client', 'REQ', { behavior: { type: 'request', count: 1, frames: ['How much?'] } });
  const server = node('server', 'REP', { behavior: { type: 'manual' } });
  const talk = [link('l2', 'client', 'server')];
  const engine = new TestEngine();
  await engine.run(topology([client, server], talk), 2 ** 30);
  await eventually(() => expect(engine.messages('l2')).toEqual([1, 0]));
  await engine.engine.update(topology([client, server, ...LARGE.nodes], [...talk, ...LARGE.links]));
  await eventually(() => expect(engine.messages('l1')).toEqual([COUNT, 0]), 30_000);
  const newest = () => new BatchReader(engine.batches.at(-1) ?? new Float64Array(0));
  const found = async (number: number, query: string) => {
    engine.engine.filter(number, { query: `${query} "How much"` });
    await eventually(
      () => expect([newest().header('view'), newest().header('viewComplete')]).toEqual([number, 1]),
      30_000,
    );
    return newest().header('viewCount') === 0
      ? []
      : (await engine.engine.rows(number, newest().header('viewFirst'), 9)).rows;
  };
  const [request] = await found(1, 'answered:no');
  const { seq = 0 } = request ?? {};
  expect(engine.engine.ask((run) => [run.ring.has(seq), run.kept.has(seq)])).toEqual([false, true]);
  expect(request?.exchange).toBe('waiting');
  expect(engine.engine.send('server', ['Too much.'])).toMatchObject({ ok: true });
  await eventually(() => expect(engine.messages('l2')).toEqual([1, 1]));
  expect(await found(2, 'answered:no')).toEqual([]);
  const [answered] = await found(3, 'latency>0');
  expect(answered).toMatchObject({ seq, exchange: 'answered' });
  const detail = () => engine.engine.ask((run) => keptDetail(run, seq));
  const { pair } = (await detail()) ?? {};
  expect(pair).toMatchObject({ type: 'answered', role: 'request', known: 'exact' });
  const path = at('late.zmqcap');
  expect(await engine.engine.keep.save({ path, name: 'Late', app: 'test', marks: [] })).toMatchObject({ ok: true });
  await engine.stop();
  expect(await engine.engine.keep.open({ path })).toMatchObject({ ok: true });
  expect((await detail())?.pair).toEqual(pair);
  await engine.engine.shutdown();
}, 90_000);

it('follows a message that a device passed on when it was on the disk, into memory and back, also in the saved capture', async () => {
  const client = node('client', 'REQ', { behavior: { type: 'request', count: 1, frames: ['How much?'] } });
  const broker: TopologyNode = { id: 'broker', kind: 'device', device: 'queue', position: { x: 0, y: 0 } };
  const asked = [link('l2', 'client', 'broker.frontend')];
  const engine = new TestEngine();
  await engine.run(topology([client, broker], asked), 2 ** 30);
  await eventually(() => expect(engine.messages('l2')).toEqual([1, 0]));
  const [request] = engine.rows('l2').filter(({ kind }) => kind === 'message');
  const { seq = 0 } = request ?? {};
  const waiting = [client, broker, ...LARGE.nodes];
  await engine.engine.update(topology(waiting, [...asked, ...LARGE.links]));
  await eventually(() => expect(engine.messages('l1')).toEqual([COUNT, 0]), 30_000);
  expect(engine.engine.ask((run) => [run.ring.has(seq), run.kept.has(seq)])).toEqual([false, true]);
  const journey = async (from: number) => {
    const found = await engine.engine.ask((run) => keptJourney(run, from));
    return {
      ...found,
      steps: found?.steps.map(({ detail: { sender, receiver } }) => `${sender.name} > ${receiver.name}`),
      seqs: found?.steps.map((step) => step.seq) ?? [],
    };
  };
  // It still may go on; all that came was looked at.
  expect(await journey(seq)).toMatchObject({ steps: ['client > broker'], more: false });
  expect((await journey(seq)).ahead).toBeUndefined();
  const worker = node('worker', 'REP', { behavior: { type: 'reply', frames: ['Too much.'] } });
  const links = [...asked, ...LARGE.links, link('l3', 'worker', 'broker.backend')];
  await engine.engine.update(topology([...waiting, worker], links));
  await eventually(() => expect(engine.messages('l2')).toEqual([1, 1]));
  const whole = await journey(seq);
  expect(whole.steps).toEqual(['client > broker', 'broker > worker', 'worker > broker', 'broker > client']);
  expect(whole.edges?.map(({ type, from, to }) => [type, whole.seqs.indexOf(from), whole.seqs.indexOf(to)])).toEqual(
    expect.arrayContaining([
      ['device', 0, 1],
      ['answer', 1, 2],
      ['device', 2, 3],
      ['pair', 0, 3],
    ]),
  );
  expect(await journey(whole.seqs.at(-1) ?? 0)).toEqual(whole);
  const detail = await engine.engine.ask((run) => keptDetail(run, seq));
  expect(detail?.throughDevice).toBe(true);
  const path = at('journey.zmqcap');
  expect(await engine.engine.keep.save({ path, name: '', app: 'test', marks: [] })).toMatchObject({ ok: true });
  await engine.stop();
  expect(await engine.engine.keep.open({ path })).toMatchObject({ ok: true });
  expect(await journey(seq)).toEqual(whole);
  await engine.engine.shutdown();
}, 90_000);
