import { describe, expect, it } from 'vitest';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const HELLO = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', count: 2, frames: ['x'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['yes'] } }),
  ],
  [link('l1', 'client', 'server')],
);

function stepThrough(engine: TestEngine) {
  return engine.engine.start({ topology: HELLO, stepping: true });
}

describe('a run that is gone through step by step', () => {
  it('waits before each step, says what it will be and what the last one did', async () => {
    const engine = new TestEngine();
    const started = stepThrough(engine);
    const seen: string[] = [];
    for (let done = 0; done < 5; done++) {
      await eventually(() => expect(engine.status.stepping?.done).toBe(done));
      seen.push(engine.status.stepping?.next.type ?? '');
      expect(engine.status.sockets).toHaveLength(Math.min(done, 2));
      expect(engine.status.stepping?.last === undefined).toBe(done === 0);
      engine.engine.step(false);
    }
    await started;
    expect(seen).toEqual(['socket:open', 'socket:open', 'link:open', 'activity:start', 'activity:start']);
    await eventually(() => expect(engine.received('client')).toBe(2));
    expect(engine.status.stepping).toBeUndefined();
    // What is changed afterwards is changed at once.
    await engine.engine.update(topology(HELLO.nodes));
    await eventually(() => expect(engine.status.links).toEqual([]));
  });

  it('tells of the last step that called something, also where others were taken since', async () => {
    const engine = new TestEngine();
    const quiet = topology([node('push', 'PUSH'), node('pull', 'PULL', { behavior: { type: 'sink' } })]);
    const started = engine.engine.start({ topology: quiet, stepping: true });
    for (let done = 0; done < 2; done++) {
      await eventually(() => expect(engine.status.stepping?.done).toBe(done));
      engine.engine.step(false);
    }
    // The PUSH begins to do nothing, which is no call.
    await eventually(() =>
      expect(engine.status.stepping?.next).toMatchObject({ type: 'activity:start', node: 'pull' }),
    );
    expect(engine.status.stepping?.last?.step).toMatchObject({ type: 'socket:open', socket: { key: 'pull' } });
    engine.engine.step(true);
    await started;
  });

  it('takes the rest at once where it is told to', async () => {
    const engine = new TestEngine();
    const started = stepThrough(engine);
    await eventually(() => expect(engine.status.stepping?.total).toBe(5));
    engine.engine.step(false);
    await eventually(() => expect(engine.status.stepping?.done).toBe(1));
    engine.engine.step(true);
    await started;
    await eventually(() => expect(engine.received('client')).toBe(2));
  });

  it('is stopped before it has begun, also where another one ends first', async () => {
    const engine = new TestEngine();
    const began = [stepThrough(engine), engine.stop(), stepThrough(engine), stepThrough(engine), engine.stop()];
    await Promise.all(began);
    expect(engine.status.state).toBe('stopped');
    expect(engine.status.stepping).toBeUndefined();
  });

  it('is stopped in the middle, and closes only what it had opened', async () => {
    const engine = new TestEngine();
    const started = stepThrough(engine);
    await eventually(() => expect(engine.status.stepping?.done).toBe(0));
    engine.engine.step(false);
    await eventually(() => expect(engine.status.stepping?.done).toBe(1));
    await engine.stop();
    expect((await started).ok).toBe(true);
    expect(engine.status.state).toBe('stopped');
    expect(
      ['client', 'server'].map((key) =>
        (engine.engine.ask((run) => run.lives.of(key).events) ?? []).map(({ call }) => call.type),
      ),
    ).toEqual([['create', 'close'], []]);
    await engine.run(HELLO);
    await eventually(() => expect(engine.received('client')).toBe(2));
  });
});
