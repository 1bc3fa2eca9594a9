import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

// libzmq keeps one frame of several, and ends the process when the connection is lost after the first.
it.each(['wire', 'direct'] as const)(
  'a socket that conflates sends no messages of several frames: %s',
  async (observe) => {
    const engine = new TestEngine();
    const push = node('push', 'PUSH', {
      options: { conflate: true },
      behavior: { type: 'generate', rate: 'max', frames: ['one', 'two'] },
    });
    const pull = node('pull', 'PULL', { behavior: { type: 'sink' } });
    await engine.run(topology([push, pull], [link('l1', 'push', 'pull', { observe })]));
    await eventually(() => expect(engine.problems().join()).toContain('cannot send a message of so many frames'));
    await engine.engine.update(topology([push, pull]));
    await sleep(50);
    expect(engine.sent('push')).toBe(0);
  },
);

// There libzmq ends the process when one of the frames is received and the next was replaced.
it.each([
  ['tcp', { observe: 'direct' }],
  ['inproc', { transport: 'inproc' }],
] as const)('nor does one to which it is linked without a relay: %s', async (_, cable) => {
  const engine = new TestEngine();
  const push = node('push', 'PUSH', { behavior: { type: 'generate', rate: 'max', frames: ['one', 'two'] } });
  const pull = node('pull', 'PULL', { options: { conflate: true }, behavior: { type: 'sink' } });
  await engine.run(topology([push, pull], [link('l1', 'pull', 'push', cable)]));
  await eventually(() => expect(engine.problems().join()).toContain('cannot send a message of so many frames'));
  expect(engine.sent('push')).toBe(0);
  // To others it sends them again.
  const other = node('other', 'PULL', { behavior: { type: 'sink' } });
  await engine.engine.update(topology([push, other], [link('l2', 'other', 'push', cable)]));
  await eventually(() => expect(engine.received('other')).toBeGreaterThan(10));
});
