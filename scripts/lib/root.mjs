import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** Everything the build writes; each part has a folder of its own in it. */
export const outFolder = path.join(root, 'out');

/**
 * What is too large to fetch for every checkout is kept here, outside node_modules.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cacheFolder(env = process.env) {
  if (process.platform === 'win32' && env['LOCALAPPDATA']) {
    return path.join(env['LOCALAPPDATA'], 'zmq-patchbay', 'Cache');
  }
  if (process.platform === 'darwin') {
    return path.join(homedir(), 'Library', 'Caches', 'zmq-patchbay');
  }
  return path.join(env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'zmq-patchbay');
}
