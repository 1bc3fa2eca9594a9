import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** A lock whose holder has not yet written its number is taken for abandoned after this long. */
const namelessMs = 10_000;

/** No step takes this long: its holder's number must have passed on to another program. */
const oldestMs = 30 * 60_000;

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
  const made = await stat(folder).catch(() => undefined);
  if (made === undefined) {
    return false;
  }
  const age = Date.now() - made.mtimeMs;
  const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
  return pid > 0 ? !isRunning(pid) || age > oldestMs : age > namelessMs;
}

/** @param {number} pid @returns {boolean} */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !isZombie(pid);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A killed program whose parent never asks for it stays in the table of processes, in containers above all.
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trimStart().startsWith('Z');
  } catch {
    return false;
  }
}
