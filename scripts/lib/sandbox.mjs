import { stat } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * Chromium's sandbox needs either user namespaces, which some systems keep from ordinary users (Ubuntu 24.04 does), or
 * its helper program owned by root. Without both, the window would not open.
 * @param {string} distPath Electron's folder
 * @returns {Promise<string | undefined>} what is wrong and the one command that helps
 */
export async function whyNoSandbox(distPath) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) {
    return undefined;
  }
  const helper = path.join(distPath, 'chrome-sandbox');
  const { uid, mode } = await stat(helper).catch(() => ({ uid: -1, mode: 0 }));
  if (uid === 0 && (mode & 0o4000) !== 0) {
    return undefined;
  }
  const { code } = await run('unshare', ['--user', '--map-root-user', 'true'], { limit: 10_000 });
  if (code === 0 || code === 127) {
    return undefined;
  }
  return (
    "This system keeps user namespaces from ordinary users, so Chromium's sandbox needs its helper program owned by root. " +
    `Run this, then the command again:\n  sudo sh -c 'chown root:root "${helper}" && chmod 4755 "${helper}"'`
  );
}
