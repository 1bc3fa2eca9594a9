import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-lock-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('lets one script work at a time', async () => {
  const lock = path.join(folder, 'lock');
  let working = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setImmediate(resolve));
    working--;
  };
  await Promise.all([1, 2, 3].map(() => withLock(lock, 'testing', work)));
  expect(most).toBe(1);
});

it('gives the lock back when the work fails', async () => {
  const lock = path.join(folder, 'lock');
  await expect(withLock(lock, 'testing', () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(await readdir(folder)).toEqual([]);
});

it('takes over the lock of a script that was killed', async () => {
  const lock = path.join(folder, 'lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await mkdir(lock);
  await writeFile(path.join(lock, 'pid'), String(pid));
  expect(await withLock(lock, 'testing', () => Promise.resolve('mine'))).toBe('mine');
});
