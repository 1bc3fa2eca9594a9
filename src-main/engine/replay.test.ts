import { describe, expect, it } from 'vitest';
import type { ReplayReport, ReplayRequest } from '../../shared/keep';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const WORK = topology(
  [
    node('source', 'PUSH', { behavior: { type: 'generate', every: '1ms', count: 20, frames: ['task', '{{seq}}'] } }),
    node('sink', 'PULL', { behavior: { type: 'sink' } }),
    node('other', 'PUSH'),
  ],
  [link('l1', 'source', 'sink'), link('l2', 'other', 'sink')],
);
const TALK = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', every: '1ms', count: 10, frames: ['Hello {{seq}}'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  [link('l1', 'client', 'server')],
);

const MESSAGES = { type: 'filter', filter: { kinds: ['message'] } } as const;

async function replayed(engine: TestEngine, request: Partial<ReplayRequest>): Promise<ReplayReport> {
  const done = await engine.engine.keep.replay({ items: MESSAGES, speed: 0, edits: [], ...request });
  if (!done.ok || done.value === 'canceled') throw new Error(JSON.stringify(done));
  return done.value;
}

function texts(engine: TestEngine, id: string): string[] {
  return engine.rows(id).flatMap(({ kind, preview }) => (kind === 'message' ? [preview] : []));
}

describe('sending again', () => {
  it('sends the same frames in the same order from the socket that sent them', async () => {
    const engine = new TestEngine();
    await engine.run(WORK);
    await eventually(() => expect(engine.received('sink')).toBe(20));
    expect(await replayed(engine, {})).toEqual({ sent: 20, skipped: 0, lost: 0, stopped: false });
    await eventually(() => expect(engine.received('sink')).toBe(40));
    await eventually(() => expect(texts(engine, 'l1')).toHaveLength(40));
    const all = texts(engine, 'l1');
    expect(all.slice(20)).toEqual(all.slice(0, 20));
  });

  it('sends from another socket, and edited where one wishes', async () => {
    const engine = new TestEngine();
    await engine.run(WORK);
    await eventually(() => expect(engine.received('sink')).toBe(20));
    const [first] = engine.rows('l1').filter(({ kind }) => kind === 'message');
    const seq = first!.seq;
    const items = { type: 'items', seqs: [seq] } as const;
    expect(await replayed(engine, { items, target: 'other' })).toMatchObject({ sent: 1 });
    expect(
      await replayed(engine, { items, target: 'other', edits: [{ seq, frames: ['changed', { hex: '00' }] }] }),
    ).toMatchObject({ sent: 1 });
    await eventually(() => expect(texts(engine, 'l2')).toEqual(['task | 1', 'changed | ·']));
  });

  it('sends each message as it is told for that one: from its own socket, edited, or not at all', async () => {
    const engine = new TestEngine();
    await engine.run(WORK);
    await eventually(() => expect(engine.received('sink')).toBe(20));
    const seqs = engine.rows('l1').flatMap(({ kind, seq }) => (kind === 'message' ? [seq] : []));
    const [first = 0, second = 0, third = 0, fourth = 0] = seqs;
    const items = { type: 'items', seqs: [first, second, third, fourth] } as const;
    const edits = [
      { seq: first, target: 'source' },
      { seq: second, frames: ['changed'] },
      { seq: third, leaveOut: true as const },
    ];
    expect(await replayed(engine, { items, target: 'other', edits })).toEqual({
      sent: 3,
      skipped: 0,
      lost: 0,
      stopped: false,
    });
    await eventually(() => expect(texts(engine, 'l2')).toEqual(['changed', 'task | 4']));
    await eventually(() => expect(texts(engine, 'l1').slice(20)).toEqual(['task | 1']));
  });

  it('sends what was taken out of a run that is over from the sockets of the next one', async () => {
    const engine = new TestEngine();
    await engine.run(TALK);
    await eventually(() => expect(engine.messages('l1')).toEqual([10, 10]));
    const requests = { type: 'filter', filter: { kinds: ['message'], direction: 'forward' } } as const;
    expect(await engine.engine.keep.hold({ items: requests })).toEqual({ ok: true, value: 'done' });
    await engine.stop();
    await engine.run(
      topology(
        [node('client', 'DEALER'), node('server', 'REP', { behavior: { type: 'reply', frames: ['again'] } })],
        [link('l1', 'client', 'server')],
      ),
    );
    // What a DEALER of that name sends is the envelope as well.
    expect(await replayed(engine, { items: { type: 'held' } })).toMatchObject({ sent: 10, skipped: 0, lost: 0 });
    await eventually(() => expect(engine.messages('l1')).toEqual([10, 10]));
    expect(texts(engine, 'l1')).toContain('∅ | Hello 10');
    // They are sent once.
    expect(await engine.engine.keep.replay({ items: { type: 'held' }, speed: 0, edits: [] })).toMatchObject({
      ok: false,
      error: { code: 'keep-nothing' },
    });
  });

  it('waits for each reply before the next request, and leaves out what only answered', async () => {
    const engine = new TestEngine();
    await engine.run(TALK);
    await eventually(() => expect(engine.messages('l1')).toEqual([10, 10]));
    const requests = { type: 'filter', filter: { kinds: ['message'], direction: 'forward' } } as const;
    expect(await replayed(engine, { items: requests })).toMatchObject({ sent: 10, skipped: 0 });
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
    const sent = engine.rows('l1').filter(({ kind, direction }) => kind === 'message' && direction === 'forward');
    expect(sent.slice(10).map(({ preview }) => preview)).toEqual(sent.slice(0, 10).map(({ preview }) => preview));
  });

  it('says why where a socket cannot send, and where the run is over', async () => {
    const engine = new TestEngine();
    await engine.run(WORK);
    await eventually(() => expect(engine.received('sink')).toBe(20));
    expect(await replayed(engine, { target: 'sink' })).toMatchObject({ sent: 0, problem: { code: 'ENOTSUP-send' } });
    await engine.stop();
    expect(await replayed(engine, {})).toMatchObject({ sent: 0, problem: { code: 'not-open' } });
  });

  it('keeps the pace of the messages until it is stopped by hand', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('source', 'PUSH', { behavior: { type: 'generate', every: '300ms', count: 3, frames: ['x'] } }),
          node('sink', 'PULL', { behavior: { type: 'sink' } }),
        ],
        [link('l1', 'source', 'sink')],
      ),
    );
    await eventually(() => expect(engine.received('sink')).toBe(3));
    // A hundredth as fast: the second one would take half a minute.
    const done = replayed(engine, { speed: 0.01 });
    await eventually(() => expect(engine.received('sink')).toBe(4));
    expect(await engine.engine.keep.replay({ items: MESSAGES, speed: 0, edits: [] })).toMatchObject({
      ok: false,
      error: { code: 'keep-busy-replay' },
    });
    engine.engine.keep.cancel();
    expect(await done).toEqual({ sent: 1, skipped: 0, lost: 0, stopped: true });
  });
});
