import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { freePort } from './testing/free-port';
import { eventually, link, node, TestEngine, topology } from './testing/harness';

function runFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`zpb-${process.pid}-`));
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function flood(port: number, path: string, behavior = { type: 'sink' } as const) {
  const generate = { type: 'generate', rate: 'max', frames: [{ size: 1000 }] } as const;
  return topology(
    [
      node('a', 'PUSH', { behavior: generate }),
      node('b', 'PUSH', { behavior: generate }),
      node('c', 'PUSH', { behavior: generate }),
      node('pull', 'PULL', { bind: [`tcp://127.0.0.1:${port}`, `ipc://${path}`], behavior }),
      node('pub', 'PUB', { behavior: generate }),
      node('sub', 'SUB', { behavior: { type: 'subscribe', topics: [''] } }),
      node('idle', 'PUSH', { behavior: generate }),
    ],
    [
      link('l1', 'a', 'pull'),
      link('l2', 'b', 'pull', { transport: 'ipc' }),
      link('l3', 'c', 'pull', { transport: 'inproc' }),
      link('l4', 'sub', 'pub', { observe: 'direct' }),
    ],
  );
}

describe('stopping', () => {
  it('is clean twenty times over under full load: same ports, nothing left behind', async () => {
    const port = await freePort();
    const path = `${tmpdir()}/zpb-test-${process.pid}`;
    const engine = new TestEngine();
    for (let round = 0; round < 20; round++) {
      await engine.run(flood(port, path));
      await eventually(() => expect(engine.received('pull')).toBeGreaterThan(100));
      expect(engine.problems()).toEqual([]);
      const from = performance.now();
      await engine.stop();
      expect(performance.now() - from).toBeLessThan(1500);
      expect(existsSync(path)).toBe(false);
      expect(runFolders()).toEqual([]);
    }
    expect(await canListen(port)).toBe(true);
  }, 60_000);

  it('may come at any moment of starting', async () => {
    const port = await freePort();
    const engine = new TestEngine();
    for (let delay = 0; delay < 60; delay += 3) {
      const started = engine.run(flood(port, `${tmpdir()}/zpb-test-${process.pid}`));
      await new Promise((resolve) => setTimeout(resolve, delay));
      await engine.stop();
      await started;
      expect(engine.status.state).toBe('stopped');
    }
    expect(await canListen(port)).toBe(true);
  }, 60_000);

  it('does not wait for slow work, pending sends or replies that never come', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('push', 'PUSH', { behavior: { type: 'generate', rate: 'max', frames: ['x'] } }),
          node('pull', 'PULL', { behavior: { type: 'sink', delay: '1h' } }),
          node('client', 'REQ', { behavior: { type: 'request', frames: ['x'] } }),
          node('server', 'REP', { behavior: { type: 'reply', delay: '1h', frames: ['x'] } }),
          node('lonely', 'REQ', { behavior: { type: 'request', frames: ['x'] } }),
        ],
        [link('l1', 'push', 'pull'), link('l2', 'client', 'server')],
      ),
    );
    await eventually(() => expect([engine.received('pull'), engine.received('server')]).toEqual([1, 1]));
    const from = performance.now();
    await engine.stop();
    expect(performance.now() - from).toBeLessThan(1000);
    expect(engine.problems()).toEqual([]);
  });

  it('leaves what was captured and counted readable', async () => {
    const engine = new TestEngine();
    await engine.run(
      topology(
        [
          node('push', 'PUSH', { behavior: { type: 'generate', every: '1ms', count: 5, frames: ['{{seq}}'] } }),
          node('pull', 'PULL', { behavior: { type: 'sink' } }),
        ],
        [link('l1', 'push', 'pull')],
      ),
    );
    await eventually(() => expect(engine.received('pull')).toBe(5));
    await engine.stop();
    expect(engine.messages('l1')).toEqual([5, 0]);
    const row = engine.rows('l1').at(-1);
    expect(row?.preview).toBe('5');
    const detail = engine.engine.item(row?.seq ?? 0);
    expect([detail?.sender.name, detail?.receiver.name]).toEqual(['push', 'pull']);
  });
});
