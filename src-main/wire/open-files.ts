import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** How long a count is gone by, in milliseconds; what is taken meanwhile is subtracted from it. */
const COUNT_MS = 100;
/** Of the files that may be open these are left to everything that does not ask: at least so many, and one in sixteen. */
const LEAST_RESERVE = 64;
const RESERVED_PART = 16;

/**
 * How many more files this process may open. libzmq ends it where a connection over ipc comes in and there is none left
 * (4.3.5: `ipc_listener_t::accept` asserts that it is any error but EMFILE), so whoever lets a connection in asks here first.
 */
class OpenFiles {
  private left = 0;
  private countedAt = -Infinity;

  /** Takes a number of files that will be open soon; false where they would come too near the limit. */
  take(count: number): boolean {
    if (process.platform === 'win32') return true;
    if (performance.now() - this.countedAt > COUNT_MS) {
      this.left = unreserved();
      this.countedAt = performance.now();
    }
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }
}

/** The process has one limit for all. */
export const openFiles = new OpenFiles();

function unreserved(): number {
  const limit = softLimit();
  return limit - openNow(limit) - Math.max(LEAST_RESERVE, limit / RESERVED_PART);
}

let told: string | undefined;

/** The shell has the limits of whoever starts it. */
function askShell(): string {
  return execFileSync('/bin/sh', ['-c', 'ulimit -n'], { encoding: 'utf8' });
}

/** `getrlimit(2)`, RLIMIT_NOFILE. */
function softLimit(): number {
  try {
    const limits = process.platform === 'linux' ? readFileSync('/proc/self/limits', 'utf8') : (told ??= askShell());
    const limit = Number(/^(?:Max open files +)?(\d+)/m.exec(limits)?.[1]);
    return Number.isFinite(limit) ? limit : Infinity;
  } catch {
    // There was no file left to ask with.
    return 0;
  }
}

function openNow(limit: number): number {
  if (limit === Infinity) return 0;
  try {
    return readdirSync(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').length;
  } catch {
    return limit;
  }
}
