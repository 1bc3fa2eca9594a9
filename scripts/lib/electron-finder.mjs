import path from 'node:path';
import { downloadOfficial, officialElectron } from './electron-official.mjs';
import { electronFromRegistry, registryHasElectronFor } from './electron-from-registry.mjs';
import { run } from './run.mjs';
import { SaidFailure, say } from './say.mjs';

/**
 * An Electron that was seen to run.
 * @typedef {object} FoundElectron
 * @property {string} executablePath
 * @property {string} distPath the folder of the unpacked Electron, as electron-builder's `electronDist` wants it
 * @property {string} version e.g. "33.2.1"
 * @property {'official' | 'registry'} origin
 */

/**
 * Finds the Electron program: the official one that is there already, else its download, else (Linux x64) the one
 * in the npm registry.
 * @returns {Promise<FoundElectron>}
 */
export async function findElectron() {
  const present = await officialElectron();
  const runsAlready = present && (await checked(present, 'official'));
  if (runsAlready) {
    return runsAlready;
  }
  const fallback = registryHasElectronFor(process.platform, process.arch);
  const notDownloaded = await downloadOfficial({ rememberFailure: fallback });
  const downloaded = notDownloaded === undefined ? await officialElectron() : undefined;
  const runsNow = downloaded && (await checked(downloaded, 'official'));
  if (runsNow) {
    return runsNow;
  }
  const why = notDownloaded ?? 'the downloaded Electron does not run here';
  if (!fallback) {
    throw new SaidFailure(
      `There is no Electron to open the window with: ${why}. Where a proxy or a mirror is used, set HTTPS_PROXY with ` +
        'ELECTRON_GET_USE_PROXY=1, or ELECTRON_MIRROR; or unpack Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
    );
  }
  const registry = await electronFromRegistry(why);
  const runsFromRegistry = await checked(registry, 'registry');
  if (!runsFromRegistry) {
    throw new SaidFailure(
      `The Electron in ${path.dirname(registry)} does not run here. Delete that folder and run the command again; ` +
        `\`ldd ${registry} | grep 'not found'\` names system libraries that it misses.`,
    );
  }
  return runsFromRegistry;
}

/**
 * Which Electron is used, for the person at the terminal.
 * @param {FoundElectron} electron
 */
export function sayWhichElectron({ origin, version, distPath }) {
  const source =
    origin === 'official' ? 'the official program' : 'from the npm registry, as the official download cannot be had';
  say(`Electron ${version} (${source}; ${distPath})`);
}

/**
 * @param {string} executablePath
 * @param {FoundElectron['origin']} origin
 * @returns {Promise<FoundElectron | undefined>} undefined where it does not run
 */
async function checked(executablePath, origin) {
  // As plain Node it needs no display, yet the loader resolves every library it will need.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  const { code, output } = await run(executablePath, ['-p', 'process.versions.electron'], { env, limit: 30_000 });
  const version = /^\d+\.\d+\.\d+\S*/m.exec(output)?.[0];
  if (code !== 0 || version === undefined) {
    return undefined;
  }
  return { executablePath, distPath: distOf(executablePath), version, origin };
}

/** @param {string} executablePath */
function distOf(executablePath) {
  // On macOS the program lies within Electron.app/Contents/MacOS.
  return process.platform === 'darwin' ? path.resolve(executablePath, '../../../..') : path.dirname(executablePath);
}
