import { existsSync } from 'node:fs';
import { openDisplay } from './display.mjs';
import { electronFlags } from './electron-flags.mjs';
import { say } from './say.mjs';
import { buildSystemAddon } from './system-addon.mjs';
import { systemPython } from './system-needs.mjs';

/** @typedef {import('./electron-finder.mjs').FoundElectron} FoundElectron */

/** Playwright's runner, as a path below node_modules, and how it is called. */
export const playwright = { program: 'playwright/cli.js', args: ['test', '-c', 'e2e'] };

/**
 * The zeromq addon on the system's libzmq, for the story of multicast; where this machine cannot have it, why.
 * @returns {Promise<NodeJS.ProcessEnv>} as e2e/specs/multicast.spec.ts reads it
 */
export async function systemLibraryForTests() {
  const built = await buildSystemAddon();
  if (!('lacks' in built)) return {};
  say(`The story of multicast is skipped. ${built.lacks}`);
  return { PATCHBAY_NO_SYSTEM_ADDON: built.lacks };
}

/**
 * Lends the end-to-end tests a display of their own and tells them which programs to drive, as
 * e2e/fixtures/electron-program.ts reads it.
 * @template T
 * @param {{ electron: FoundElectron, packaged: string | undefined, library?: NodeJS.ProcessEnv }} programs
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTestDisplay({ electron, packaged, library = {} }, work) {
  // Windows that come and go would steal the keyboard from whoever works at this screen.
  const display = await openDisplay({ alwaysVirtual: true });
  try {
    return await work({
      ...process.env,
      ...display.env,
      ...library,
      PATCHBAY_ELECTRON: electron.executablePath,
      PATCHBAY_ELECTRON_FLAGS: JSON.stringify(electronFlags({ virtualDisplay: display.virtual })),
      ...(packaged === undefined ? {} : { PATCHBAY_PACKAGED_APP: packaged }),
      ...(existsSync(systemPython) ? { PATCHBAY_PYTHON: process.env['PATCHBAY_PYTHON'] ?? systemPython } : {}),
    });
  } finally {
    await display.close();
  }
}
