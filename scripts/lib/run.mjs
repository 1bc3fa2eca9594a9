import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { root } from './root.mjs';
import { SaidFailure } from './say.mjs';

/**
 * @typedef {object} Finished
 * @property {number} code the exit code; 128 + the signal's number when a signal ended it
 * @property {string} output what it wrote to both outputs, where that was kept
 * @property {boolean} timedOut
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limit] milliseconds after which the program and what it started are ended
 * @property {'keep' | 'show'} [output] keep it for the caller, or show it on standard error
 * @property {boolean} [inBackground] lets other programs go first where they want the processor
 */

/** How much of a program's output is kept: the last part, where the error is. */
const keptOutput = 200_000;

/** How long a program may take to leave after SIGTERM before SIGKILL. */
const graceMs = 5_000;

/**
 * Runs a program to its end. A program that cannot be started counts as exit code 127. Where this script was
 * told to stop meanwhile, the program is ended and the promise rejects with that as a said failure.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Finished>}
 */
export function run(command, args, options = {}) {
  const { cwd = root, env = process.env, limit, output = 'keep', inBackground = false } = options;
  // A group of its own, so that a time limit ends the grandchildren too.
  const grouped = limit !== undefined && process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd,
    env,
    detached: grouped,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  });
  if (inBackground && child.pid !== undefined) {
    // What it starts inherits it.
    setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  }
  let kept = '';
  let timedOut = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (/** @type {string} */ text) => {
      kept = (kept + text).slice(-keptOutput);
      if (output === 'show') {
        process.stderr.write(text);
      }
    });
  }
  return new Promise((resolve, reject) => {
    /** @type {NodeJS.Signals | undefined} */
    let stoppedBy;
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      try {
        process.kill(grouped ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
      } catch {
        // It has left already.
      }
    };
    const limitTimer =
      limit === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            end('SIGTERM');
            setTimeout(() => end('SIGKILL'), graceMs).unref();
          }, limit);
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      stoppedBy = signal;
      end(signal);
    };
    const stopForwarding = forwardSignals(stop);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limitTimer);
      stopForwarding();
      if (stoppedBy === undefined) {
        resolve({ code, output: kept, timedOut });
      } else {
        reject(new SaidFailure(`Stopped by ${stoppedBy}.`, { exitCode: signalCode(stoppedBy), interrupted: true }));
      }
    };
    child.on('error', (error) => {
      kept += error.message;
      finish(127);
    });
    child.on('close', (code, signal) => {
      if (timedOut) {
        // What it left behind in its group must not outlive it.
        end('SIGKILL');
      }
      finish(code ?? signalCode(signal));
    });
  });
}

/** One Ctrl-C can arrive twice: from the terminal and again from npm. */
const sameSignalMs = 300;

/**
 * Hands the signals that end this script on to what it runs, instead of dying with it still running.
 * @param {(signal: NodeJS.Signals) => void} forward
 * @returns {() => void} stops forwarding
 */
export function forwardSignals(forward) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  let last = -Infinity;
  /** @param {NodeJS.Signals} signal */
  const handle = (signal) => {
    const now = performance.now();
    if (now - last > sameSignalMs) {
      forward(signal);
    }
    last = now;
  };
  for (const signal of signals) {
    process.on(signal, handle);
  }
  const stopWatching = watchForLostNpm(() => handle('SIGTERM'));
  return () => {
    stopWatching();
    for (const signal of signals) {
      process.off(signal, handle);
    }
  };
}

/**
 * A SIGTERM that npm is sent ends npm and the shell in between, but never arrives here: that the shell is gone tells.
 * @param {() => void} onLost
 * @returns {() => void} stops watching
 */
function watchForLostNpm(onLost) {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') {
    return () => {};
  }
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      onLost();
    }
  }, 250);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Runs a program in this one's place: with its streams, and with its exit code as the result.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code
 */
export function runInPlace(command, args, { cwd = root, env = process.env } = {}) {
  // In a group of its own, so that a Ctrl-C reaches it once, from here.
  const child = spawn(command, args, { cwd, env, stdio: 'inherit', detached: process.platform !== 'win32' });
  const stopForwarding = forwardSignals((signal) => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      stopForwarding();
      reject(new SaidFailure(`${command} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      stopForwarding();
      resolve(code ?? signalCode(signal));
    });
  });
}

/**
 * The exit code that a shell gives to a program ended by a signal.
 * @param {NodeJS.Signals | null} signal
 * @returns {number}
 */
export function signalCode(signal) {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/**
 * The command line that runs npm itself, also where `npm` is not on the path but started us.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args) {
  const npm = process.env['npm_execpath'];
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) {
    return { command: process.execPath, args: [npm, ...args] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] };
}
