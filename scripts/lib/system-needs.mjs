import { existsSync } from 'node:fs';
import { run } from './run.mjs';
import { isOnPath } from './system-packages.mjs';

/** @typedef {import('./system-packages.mjs').SystemNeed} SystemNeed */

/**
 * The shared libraries that Electron loads on Linux beyond a bare Debian, by the name the loader asks for.
 * @returns {Promise<SystemNeed[]>}
 */
export async function electronLibraries() {
  /** @type {readonly (readonly [string, ...string[]])[]} */
  const libraries = [
    ['libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'],
    ['libnss3.so', 'libnss3'],
    ['libasound.so.2', 'libasound2t64', 'libasound2'],
    ['libgbm.so.1', 'libgbm1'],
    ['libXss.so.1', 'libxss1'],
    ['libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
    ['libdrm.so.2', 'libdrm2'],
    ['libXtst.so.6', 'libxtst6'],
  ];
  return libraries.map(([name, ...packages]) => ({
    name,
    packages,
    present: async () => (await knownLibraries()).includes(`\t${name} `),
  }));
}

/** What the dynamic loader knows, read anew each time: an install in between changes it. */
async function knownLibraries() {
  // Debian keeps ldconfig where only root's path looks.
  const program = existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig';
  const { output } = await run(program, ['-p'], { limit: 10_000 });
  return output;
}

/** A display without a screen, for machines that have none. @type {SystemNeed} */
export const virtualDisplay = {
  name: 'Xvfb',
  packages: ['xvfb'],
  present: async () => isOnPath('Xvfb'),
};

/** Chinese glyphs: without them the 简体中文 window shows empty boxes. @type {SystemNeed} */
export const chineseFont = {
  name: 'a Chinese font',
  packages: ['fonts-noto-cjk'],
  present: async () => {
    const { code, output } = await run('fc-list', [':lang=zh-cn', 'family'], { limit: 30_000 });
    return code === 0 && output.trim() !== '';
  },
};

/**
 * The Python that Debian's packages belong to; one that was installed beside it does not see them.
 */
export const systemPython = '/usr/bin/python3';

/** Wireshark's program for terminals, for the tests that open exported packets. @type {SystemNeed} */
export const wireshark = {
  name: 'tshark (Wireshark)',
  packages: ['tshark'],
  present: async () => isOnPath('tshark'),
};

/** pyzmq, for the tests in which a Python program talks to the app. @type {SystemNeed} */
export const pythonZeromq = {
  name: 'Python 3 with pyzmq',
  packages: ['python3-zmq'],
  present: async () => (await run(systemPython, ['-c', 'import zmq'], { limit: 30_000 })).code === 0,
};
