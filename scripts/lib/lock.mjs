import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** A lock whose holder has not yet written its number is taken for abandoned after this long. */
const namelessMs = 10_000;

/**
 * Runs `work` while no other script holds the lock `folder`. A lock left by a killed script is taken over.
 * @template T
 * @param {string} folder made while the lock is held; its parent is made too
 * @param {string} purpose what the other script is doing, for the person who waits
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, purpose, work) {
  const holder = path.join(folder, 'pid');
  await mkdir(path.dirname(folder), { recursive: true });
  for (let tries = 0; !(await tryMake(folder)); tries++) {
    if (await isAbandoned(folder, holder)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (tries === 0) {
      say(`  waiting for another script that is ${purpose}`);
    }
    await sleep(250);
  }
  try {
    await writeFile(holder, String(process.pid));
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {Promise<boolean>} */
async function tryMake(folder) {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

/** @param {string} folder @param {string} holder @returns {Promise<boolean>} */
async function isAbandoned(folder, holder) {
  const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
  if (pid > 0) {
    return !isRunning(pid);
  }
  const made = await stat(folder).catch(() => undefined);
  return made !== undefined && Date.now() - made.mtimeMs > namelessMs;
}

/** @param {number} pid @returns {boolean} */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
