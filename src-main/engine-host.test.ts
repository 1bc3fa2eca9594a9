import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../shared/result';
import { STOPPED, type RunStatus } from '../shared/traffic/status';
import { createEngineHost } from './engine-host';
import type { EngineHost } from './engine-host-contract';
import { freePort } from './engine/testing/free-port';
import { eventually, link, node, topology } from './engine/testing/harness';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
/** Worker scripts: the engine as it is, and others that fail on purpose. */
let workers: Readonly<Record<'engine' | 'crashing' | 'stillborn', URL>>;

beforeAll(async () => {
  // Inside the project, so that the worker finds zeromq.
  await mkdir(path.join(root, 'out'), { recursive: true });
  folder = await mkdtemp(path.join(root, 'out', 'engine-host-test-'));
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.join(root, 'src-main/engine/worker.ts'),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { external: ['zeromq'], output: { format: 'es', entryFileNames: 'worker.mjs' } },
    },
  });
  const script = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    return pathToFileURL(path.join(folder, name));
  };
  workers = {
    engine: pathToFileURL(path.join(folder, 'worker.mjs')),
    // A bug somewhere in the engine, some time after a run began, and again in each engine that follows.
    crashing: await script(
      'crashing.mjs',
      `import { parentPort } from 'node:worker_threads';
       import './worker.mjs';
       parentPort.on('message', ({ name }) => {
         if (name === 'clear') setTimeout(() => { throw new Error('a bug for the test'); }, 1);
       });`,
    ),
    stillborn: await script('stillborn.mjs', `throw new Error('never born');`),
  };
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const hosts = new Set<EngineHost>();

afterEach(async () => {
  await Promise.all([...hosts].map((host) => host.shutdown(5000)));
  hosts.clear();
});

class Watched {
  status: RunStatus = STOPPED;
  readonly batches: Float64Array[] = [];
  readonly crashes: Problem[] = [];
  readonly host: EngineHost;

  constructor(worker: keyof typeof workers) {
    this.host = createEngineHost({
      workerUrl: workers[worker],
      onStatus: (status) => (this.status = status),
      onBatch: (batch) => {
        this.batches.push(batch);
        this.host.acknowledge(batch[0] ?? 0);
      },
      onCrash: (problem) => this.crashes.push(problem),
    });
    hosts.add(this.host);
  }
}

const hello = topology(
  [
    node('client', 'REQ', { behavior: { type: 'request', every: '1ms', frames: ['Hello'] } }),
    node('server', 'REP', { behavior: { type: 'reply', frames: ['World'] } }),
  ],
  [link('l1', 'client', 'server')],
);

function flood(port: number) {
  const behavior = { type: 'generate', rate: 'max', frames: [{ size: 2000 }] } as const;
  return topology(
    [
      ...['a', 'b', 'c'].map((id) => node(id, 'PUSH', { behavior })),
      node('pull', 'PULL', { bind: [`tcp://127.0.0.1:${port}`], behavior: { type: 'sink' } }),
    ],
    ['a', 'b', 'c'].map((id) => link(`l-${id}`, id, 'pull')),
  );
}

const batches = (watched: Watched) => watched.batches.length;

describe('the engine in its worker', () => {
  it('runs, answers about what was captured, stops and leaves', async () => {
    const watched = new Watched('engine');
    const { host } = watched;
    expect((await host.run(hello)).ok).toBe(true);
    expect(watched.status).toMatchObject({ state: 'running', restarts: 0 });
    await eventually(() => expect(batches(watched)).toBeGreaterThan(3));
    await host.filter(3, { query: 'World' });
    await eventually(async () => expect((await host.rows(3, 0, 5)).rows).toHaveLength(5));
    const [row] = (await host.rows(3, 0, 1)).rows;
    expect((await host.item(row?.seq ?? 0))?.sender.name).toBe('server');
    expect((await host.send('nobody', ['x'])).ok).toBe(false);
    await host.stop();
    expect(watched.status.state).toBe('stopped');
    const totals = await host.totals();
    expect(totals?.sockets[0]?.received).toBeGreaterThan(0);
    expect(await host.shutdown(5000)).toBe(true);
    expect(watched.crashes).toEqual([]);
  });

  it('is shut down under full load, again and again, without harm to the process', async () => {
    const port = await freePort();
    for (let round = 0; round < 6; round++) {
      const watched = new Watched('engine');
      expect((await watched.host.run(flood(port))).ok).toBe(true);
      expect(watched.status.sockets.flatMap(({ endpoints }) => endpoints.map(({ problem }) => problem))).toEqual([
        undefined,
      ]);
      await eventually(() => expect(batches(watched)).toBeGreaterThan(2));
      const from = performance.now();
      expect(await watched.host.shutdown(5000)).toBe(true);
      expect(performance.now() - from).toBeLessThan(3000);
    }
  }, 60_000);

  it('never floods thread 1: batches stop while they are not acknowledged', async () => {
    let count = 0;
    const host = createEngineHost({
      workerUrl: workers.engine,
      onStatus: () => undefined,
      onBatch: () => count++,
      onCrash: () => undefined,
    });
    hosts.add(host);
    await host.run(flood(await freePort()));
    const from = performance.now();
    await eventually(() => expect(count).toBe(2));
    await eventually(async () =>
      expect((await host.totals())?.sockets.find(({ key }) => key === 'pull')?.received).toBeGreaterThan(10_000),
    );
    // Two at once, and two more every two seconds, when those before count as lost; a tick is 33 ms.
    expect(count).toBeLessThanOrEqual(4 + 2 * Math.floor((performance.now() - from) / 2000));
  });
});

describe('the context of ZeroMQ', () => {
  it('is what was chosen, in a new engine, and counts the sockets that are open', async () => {
    const { host } = new Watched('engine');
    await eventually(() => expect(host.status.library.context).toMatchObject({ ioThreads: 1, maxSockets: 4096 }));
    await host.run(hello);
    // One for each node, and two for each of their monitors.
    await eventually(() => expect(host.status.openSockets).toEqual({ topology: 2, monitors: 4, zap: 0 }));
    await host.useContext({ ioThreads: 3, maxSockets: 2000 });
    await eventually(() => expect(host.status.library.context).toMatchObject({ ioThreads: 3, maxSockets: 2000 }));
    expect(host.status).toMatchObject({ state: 'stopped', restarts: 0, openSockets: { topology: 0, monitors: 0 } });
    expect((await host.run(hello)).ok).toBe(true);
  });
});

describe('an engine that fails by a bug of its own', () => {
  it('is started again and says so; the next run is as good as the first, three times over', async () => {
    const watched = new Watched('crashing');
    const { host } = watched;
    const port = await freePort();
    for (let crash = 1; crash <= 3; crash++) {
      expect((await host.run(flood(port))).ok).toBe(true);
      await eventually(() => expect(batches(watched)).toBeGreaterThan(2));
      await host.clear();
      await eventually(() => expect(watched.crashes).toHaveLength(crash));
      expect(watched.status).toMatchObject({ state: 'stopped', restarts: crash, problems: [{ code: 'engine-crash' }] });
      expect(watched.crashes.at(-1)?.message).toContain('a bug for the test');
      expect(await host.rows(0, 0, 10)).toMatchObject({ rows: [] });
      watched.batches.length = 0;
    }
    expect((await host.run(hello)).ok).toBe(true);
    expect(watched.status.problems).toEqual([]);
    await eventually(() => expect(batches(watched)).toBeGreaterThan(2));
  }, 60_000);

  it('answers what was asked of it before it ended', async () => {
    const watched = new Watched('stillborn');
    expect(await watched.host.run(hello)).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
    expect(await watched.host.totals()).toBeUndefined();
  });

  it('is not started for ever where it cannot even begin', async () => {
    const watched = new Watched('stillborn');
    await eventually(() => expect(watched.crashes).toHaveLength(4));
    expect(watched.crashes.at(-1)?.message).toContain('never born');
    expect((await watched.host.stop()).ok).toBe(true);
    expect(await watched.host.shutdown(1000)).toBe(true);
    expect(watched.crashes).toHaveLength(4);
  });
});
