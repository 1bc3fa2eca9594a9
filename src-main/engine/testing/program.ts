import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach } from 'vitest';

const running = new Set<ChildProcess>();

afterEach(async () => {
  await Promise.all([...running].map(end));
});

export interface Program {
  /** Lines that it has written so far. */
  readonly lines: readonly string[];
  end(): Promise<void>;
}

/** Starts a program outside with one socket: outside-program.mjs. It is ended after the test at the latest. */
export function startProgram(
  type: 'Request' | 'Reply' | 'Push' | 'Pull' | 'Subscriber' | 'Dealer',
  use: 'bind' | 'connect',
  endpoint: string,
  options: Record<string, unknown> = {},
): Program {
  const file = new URL('outside-program.mjs', import.meta.url).pathname;
  return startCommand(process.execPath, [file, type, use, endpoint, JSON.stringify(options)]);
}

/** Starts any program outside. It is ended after the test at the latest. */
export function startCommand(command: string, args: readonly string[]): Program {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  return { lines, end: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
  });
}
