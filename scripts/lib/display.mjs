import { spawn } from 'node:child_process';
import { SaidFailure, say } from './say.mjs';
import { virtualDisplay } from './system-needs.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * A place for windows to appear in.
 * @typedef {object} Display
 * @property {boolean} virtual
 * @property {NodeJS.ProcessEnv} env what a program needs in its environment to use it
 * @property {() => Promise<void>} close
 */

/** How long Xvfb may take to offer its display. */
const startLimit = 20_000;

/**
 * The display that is there, or one of our own where there is none.
 * @param {{ alwaysVirtual?: boolean }} [options] tests leave a person's screen alone
 * @returns {Promise<Display>}
 */
export async function openDisplay({ alwaysVirtual = false } = {}) {
  const here = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (process.platform !== 'linux' || (here && !alwaysVirtual)) {
    return { virtual: false, env: {}, close: async () => {} };
  }
  const missing = await ensureSystemPackages('a display for the window', [virtualDisplay]);
  if (missing !== undefined) {
    throw new SaidFailure(missing);
  }
  const display = await startXvfb();
  if (!here) {
    say(`No display here: the window opens under Xvfb on ${display.env['DISPLAY']}, where nobody sees it.`);
  }
  return display;
}

/** @returns {Promise<Display>} */
function startXvfb() {
  // With -displayfd the server picks a free number itself and writes it when it is ready. -noreset keeps
  // it up between two clients.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // A Ctrl-C in the terminal is for the app; the display goes after it.
    detached: true,
  });
  const left = new Promise((resolve) => server.once('close', resolve));
  const kill = () => server.kill('SIGTERM');
  // Whatever way this script ends, its display goes with it.
  process.once('exit', kill);
  const close = async () => {
    process.off('exit', kill);
    kill();
    await left;
  };
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => fail('it offered no display in time'), startLimit);
    /** @param {string} reason */
    const fail = (reason) => {
      clearTimeout(giveUp);
      kill();
      reject(new SaidFailure(`Xvfb could not be started: ${reason}. Try \`Xvfb :99\` by hand to see why.`));
    };
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`it ended with code ${code}`));
    let written = '';
    server.stdio[3]?.on('data', (/** @type {Buffer} */ bytes) => {
      written += bytes.toString();
      const number = /^(\d+)\n/.exec(written)?.[1];
      if (number !== undefined) {
        clearTimeout(giveUp);
        resolve({ virtual: true, env: { DISPLAY: `:${number}` }, close });
      }
    });
  });
}
