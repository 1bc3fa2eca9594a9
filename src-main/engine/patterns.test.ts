import { describe, expect, it } from 'vitest';
import type { Link } from '../../shared/topology/topology';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

const CABLES: readonly (readonly [name: string, fields: Partial<Link>])[] = [
  ['tcp on the wire', { transport: 'tcp' }],
  ['ipc on the wire', { transport: 'ipc' }],
  ['tcp direct', { transport: 'tcp', observe: 'direct' }],
  ['ipc direct', { transport: 'ipc', observe: 'direct' }],
  ['inproc', { transport: 'inproc' }],
];

describe.each(CABLES)('over %s', (_name, cable) => {
  it('a REQ gets a reply for each request', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('client', 'REQ', { behavior: { type: 'request', count: 20, frames: ['Hello {{seq}}'] } }),
          node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
        ],
        [link('l1', 'client', 'server', cable)],
      ),
    );
    await eventually(() => expect(engine.messages('l1')).toEqual([20, 20]));
    await eventually(() => expect(engine.link('l1')).toMatchObject({ state: 'connected', counted: 'exact' }));
    await eventually(() => expect([engine.sent('client'), engine.received('client')]).toEqual([20, 20]));
    expect([engine.sent('server'), engine.received('server')]).toEqual([20, 20]);
    expect(engine.problems()).toEqual([]);
    const messages = engine.rows('l1').filter(({ kind }) => kind === 'message');
    expect(messages).toHaveLength(40);
    expect(messages.filter(({ direction }) => direction === 'forward').at(-1)?.preview).toContain('Hello 20');
  });

  it('a PUSH that binds hands everything to the PULL that connects', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('push', 'PUSH', { behavior: { type: 'generate', rate: 'max', count: 5000, frames: [{ size: 64 }] } }),
          node('pull', 'PULL', { behavior: { type: 'sink' } }),
        ],
        [link('l1', 'pull', 'push', cable)],
      ),
    );
    await eventually(() => expect(engine.received('pull')).toBe(5000));
    expect(engine.messages('l1')).toEqual([0, 5000]);
    expect(engine.engine.totals().flows[engine.link('l1').flow]?.backward.bytes).toBe(5000 * 64);
  });

  it('a SUB gets its topic only', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('pub', 'PUB', { behavior: { type: 'generate', every: '2ms', frames: ['{{cycle a|b}}', '{{seq}}'] } }),
          node('sub', 'SUB', { behavior: { type: 'subscribe', topics: ['b'] } }),
        ],
        [link('l1', 'sub', 'pub', cable)],
      ),
    );
    await eventually(() => expect(engine.received('sub')).toBeGreaterThan(20));
    await engine.stop();
    const messages = engine.rows('l1').filter(({ kind }) => kind === 'message');
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.every(({ preview, direction }) => preview.startsWith('b') && direction === 'backward')).toBe(true);
  });

  it('two PAIRs talk both ways', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('left', 'PAIR', { behavior: { type: 'generate', every: '2ms', count: 10, frames: ['left'] } }),
          node('right', 'PAIR', { behavior: { type: 'generate', every: '2ms', count: 7, frames: ['right'] } }),
        ],
        [link('l1', 'left', 'right', cable)],
      ),
    );
    await eventually(() => expect(engine.messages('l1')).toEqual([10, 7]));
    await eventually(() => expect([engine.received('left'), engine.received('right')]).toEqual([7, 10]));
  });

  it('a DEALER asks a ROUTER, which answers whoever asked', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('a', 'DEALER', { behavior: { type: 'request', count: 10, frames: ['a'] } }),
          node('b', 'DEALER', { behavior: { type: 'request', count: 10, frames: ['b'] } }),
          node('router', 'ROUTER', { behavior: { type: 'reply', echo: true } }),
        ],
        [link('l1', 'a', 'router', cable), link('l2', 'b', 'router', cable)],
      ),
    );
    await eventually(() => expect([engine.received('a'), engine.received('b')]).toEqual([10, 10]));
    const [first, second] = [engine.messages('l1'), engine.messages('l2')];
    // The wire says which link each message took; without one that is inferred, and only the sums are sure.
    if (engine.link('l1').counted === 'exact')
      expect([first, second]).toEqual([
        [10, 10],
        [10, 10],
      ]);
    expect(first[0] + second[0]).toBe(20);
    expect(first[1] + second[1]).toBe(20);
  });

  it('an XSUB subscribes at an XPUB', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('xpub', 'XPUB', { behavior: { type: 'generate', every: '2ms', frames: ['{{cycle x|y}}'] } }),
          node('xsub', 'XSUB', { behavior: { type: 'subscribe', topics: ['x'] } }),
        ],
        [link('l1', 'xsub', 'xpub', cable)],
      ),
    );
    await eventually(() => expect(engine.received('xsub')).toBeGreaterThan(5));
    // The subscription is a message that the XPUB's program gets.
    expect(engine.received('xpub')).toBe(1);
  });
});
