import { describe, expect, it } from 'vitest';
import { isRunning } from './lock.mjs';
import { run } from './run.mjs';

/** @returns a program that runs `code` under Node. */
function node(code: string): [string, string[]] {
  return [process.execPath, ['-e', code]];
}

describe('a program that is run to its end', () => {
  it('hands over its exit code and what it wrote to both outputs', async () => {
    const { code, output } = await run(...node("console.log('out'); console.error('err'); process.exitCode = 3"));
    expect(code).toBe(3);
    expect(output.split('\n').sort().join(' ').trim()).toBe('err out');
  });

  it('counts as 127 where there is none of that name', async () => {
    expect((await run('no-such-program-here', [])).code).toBe(127);
  });

  it('has the exit code of a shell where a signal ended it', async () => {
    expect((await run(...node("process.kill(process.pid, 'SIGKILL')"))).code).toBe(128 + 9);
  });
});

describe.skipIf(process.platform === 'win32')('a program that takes too long', () => {
  it('is ended together with what it started', async () => {
    const started = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const { timedOut, output } = await run(...node(started), { limit: 5_000 });
    const grandchild = Number(output.trim());
    expect(timedOut).toBe(true);
    expect(grandchild).toBeGreaterThan(0);
    await expect.poll(() => isRunning(grandchild), { timeout: 10_000 }).toBe(false);
  });
});
