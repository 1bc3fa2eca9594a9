import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { outFolder, root } from './root.mjs';
import { npmCommand, run } from './run.mjs';
import { SaidFailure, step } from './say.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [optional]
 * @property {boolean} [link]
 */

/** Installs the packages of package-lock.json where node_modules is not what it says. */
export async function ensurePackages() {
  if ((await whatDiffers()) === undefined) {
    return;
  }
  await withLock(path.join(outFolder, '.locks', 'packages'), 'installing packages', async () => {
    const reason = await whatDiffers();
    if (reason === undefined) {
      return;
    }
    await step(`Installing packages (${reason})`, async () => {
      const npm = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
      // The Electron package would fetch its program on its own; the finder does that, and more.
      const env = { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' };
      const { code, output } = await run(npm.command, npm.args, { env, limit: 15 * 60_000 });
      if (code !== 0) {
        throw new SaidFailure(
          `The packages could not be installed: \`npm ci\` ended with code ${code}. Its last words:\n` +
            `${errorLines(output)}\nCheck that this machine reaches the npm registry, then run the command again.`,
        );
      }
    });
  });
}

/**
 * Compares what package-lock.json asks for with what npm noted that it installed.
 * @returns {Promise<string | undefined>} why an install is needed
 */
async function whatDiffers() {
  const wanted = await lockedPackages(path.join(root, 'package-lock.json'));
  if (wanted === undefined) {
    throw new SaidFailure(
      `package-lock.json is missing from ${root}. Restore it with \`git checkout package-lock.json\`.`,
    );
  }
  const installed = await lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) {
    return existsSync(path.join(root, 'node_modules')) ? 'an earlier install did not finish' : 'first time';
  }
  for (const [place, { version, optional, link }] of Object.entries(wanted)) {
    // Optional packages are for other systems as often as not.
    if (place === '' || optional || link) {
      continue;
    }
    if (installed[place]?.version !== version) {
      return `${place.replace(/^.*node_modules\//, '')} ${version} is new in package-lock.json`;
    }
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm tells its errors in lines of their own, before pages of usage. @param {string} output */
function errorLines(output) {
  const errors = output.split('\n').filter((line) => /^npm error \S/.test(line));
  return errors.length > 0 ? errors.slice(0, 8).join('\n') : lastLines(output);
}

/** @param {string} text @returns {string} */
export function lastLines(text, count = 15) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
