/**
 * What the scripts tell a person. All of it goes to standard error: standard output belongs to
 * the program that a script runs.
 */

/**
 * A failure that is explained in full by its message: what, where, what to do.
 */
export class SaidFailure extends Error {
  /**
   * @param {string} message
   * @param {{ exitCode?: number, interrupted?: boolean }} [options] interrupted: the person told the script to stop
   */
  constructor(message, { exitCode = 1, interrupted = false } = {}) {
    super(message);
    this.exitCode = exitCode;
    this.interrupted = interrupted;
  }
}

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * Runs one long step and says when it begins, that it is still running, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = Date.now();
  say(`▸ ${title} …`);
  const stillRunning = setInterval(() => {
    say(`  … still at it (${secondsSince(began)})`);
  }, 15_000);
  try {
    const result = await work();
    say(`  done in ${secondsSince(began)}`);
    return result;
  } finally {
    clearInterval(stillRunning);
  }
}

/**
 * @param {number} began milliseconds since the epoch
 * @returns {string} e.g. "2.4 s"
 */
export function secondsSince(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's main function: a said failure is printed as its sentence, anything else as the bug it is.
 * @param {() => Promise<number | void>} main resolves to the exit code
 */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SaidFailure)) {
      throw error;
    }
    say(`\n✗ ${error.message}`);
    process.exitCode = error.exitCode;
  }
}
