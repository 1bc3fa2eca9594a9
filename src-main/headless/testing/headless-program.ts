import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Bundles the headless program and the engine for the tests of a file. Returns how to name a file of the bundle. */
export function headlessBundle(): (file: string) => string {
  let folder = '';
  beforeAll(async () => {
    // Below the project, so that the bundle finds its packages.
    await mkdir(path.join(root, 'out'), { recursive: true });
    folder = await mkdtemp(path.join(root, 'out', 'headless-test-'));
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      ssr: { noExternal: true, external: ['zeromq'] },
      build: {
        ssr: true,
        outDir: folder,
        rolldownOptions: {
          input: { headless: 'src-main/headless.ts', worker: 'src-main/engine/worker.ts' },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    });
  }, 60_000);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return (file) => path.join(folder, file);
}

/** How a program ended, and all that it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Closes our end of its standard output, as `head -1` does. */
  readonly stopReading: () => void;
  /** Waits until standard error holds a match, and gives it. Rejects where the program ends without one. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
}

const running = new Set<ChildProcess>();

// A test that fails half-way must leave nothing behind.
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a script under this Node; it is ended with the test at the latest. */
export function startProgram(script: string, args: readonly string[]): Program {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(stderr);
        if (!match) return;
        listeners.delete(look);
        resolve(match);
      };
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`it ended without saying ${String(pattern)}: ${stderr}`)), reject);
    });
  return { ended, says, kill: (signal) => void child.kill(signal), stopReading: () => child.stdout.destroy() };
}
