import { findElectron, sayWhichElectron } from './electron-finder.mjs';
import { ensurePackages } from './packages.mjs';
import { whyNoSandbox } from './sandbox.mjs';
import { SaidFailure, say } from './say.mjs';
import { chineseFont, electronLibraries } from './system-needs.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Everything that the window needs on this machine: packages, system libraries, fonts, Electron.
 * @returns {Promise<import('./electron-finder.mjs').FoundElectron>}
 */
export async function setUpElectron() {
  await ensurePackages();
  if (process.platform === 'linux') {
    const missing = await ensureSystemPackages("Electron's window", await electronLibraries());
    if (missing !== undefined) {
      throw new SaidFailure(missing);
    }
    const noFont = await ensureSystemPackages('texts in 简体中文', [chineseFont]);
    if (noFont !== undefined) {
      say(`Going on without: ${noFont}`);
    }
  }
  const electron = await findElectron();
  sayWhichElectron(electron);
  const noSandbox = await whyNoSandbox(electron.distPath);
  if (noSandbox !== undefined) {
    throw new SaidFailure(noSandbox);
  }
  return electron;
}
