import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { curveKeyPair } from 'zeromq';
import { freePort } from './testing/free-port';
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

const keys = { key: { type: 'curve', ...curveKeyPair() } } as const;
const SEALED = { type: 'curve-server', key: 'key' } as const;

it('nor one whose frames the relay cannot see', async () => {
  const engine = new TestEngine();
  engine.engine.setCredentials(keys);
  const push = node('push', 'PUSH', {
    behavior: { type: 'generate', rate: 'max', frames: ['one', 'two'] },
    security: { type: 'curve-client', key: 'key', server: 'key' },
  });
  const pull = node('pull', 'PULL', { options: { conflate: true }, behavior: { type: 'sink' }, security: SEALED });
  await engine.run(topology([push, pull], [link('l1', 'push', 'pull')]));
  await eventually(() => expect(engine.problems().join()).toContain('cannot send a message of so many frames'));
  expect(engine.sent('push')).toBe(0);
});

// A program outside would have ended the process with one message of several frames.
it.each([
  ['under CURVE', { options: { conflate: true }, security: SEALED }],
  ['without a relay', { options: { conflate: true, typeOfService: 8 } }],
] as const)('is not joined with programs outside whose frames are not seen: %s', async (_, fields) => {
  const engine = new TestEngine();
  engine.engine.setCredentials(keys);
  const port = await freePort();
  await engine.run(topology([node('pull', 'PULL', { bind: [`tcp://127.0.0.1:${port}`], ...fields })]));
  expect(engine.problems().join()).toContain('keeps the newest message only');
});
