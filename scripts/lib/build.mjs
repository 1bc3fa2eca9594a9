import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { outFolder, root } from './root.mjs';
import { run } from './run.mjs';
import { SaidFailure, step } from './say.mjs';

/** What the bundles are made of. */
const sources = ['shared', 'src-main', 'src-renderer', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];

/** Names the sources that the bundles were made of; see hashOfSources. */
export const buildStamp = path.join(outFolder, '.build-stamp');
const product = path.join(outFolder, 'main', 'main.js');
const buildLimit = 5 * 60_000;

/** Builds the app where the sources are not the ones that it was built from. */
export async function buildIfChanged() {
  await build({ evenIfUnchanged: false });
}

/** @param {{ evenIfUnchanged: boolean }} options */
export async function build({ evenIfUnchanged }) {
  if (!evenIfUnchanged && (await isBuilt(await hashOfSources()))) {
    return;
  }
  await withLock(path.join(outFolder, '.locks', 'build'), 'building the app', async () => {
    const hash = await hashOfSources();
    if (!evenIfUnchanged && (await isBuilt(hash))) {
      return;
    }
    await rm(buildStamp, { force: true });
    await step('Building the app', async () => {
      const cli = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
      const { code, output } = await run(process.execPath, [cli, 'build'], { limit: buildLimit });
      if (code !== 0) {
        throw new SaidFailure(`The app could not be built (code ${code}):\n${output.trimEnd()}`);
      }
    });
    // The hash was taken before: sources that changed meanwhile are built again next time.
    await writeFile(buildStamp, hash);
  });
}

/** @param {string} hash */
async function isBuilt(hash) {
  return existsSync(product) && (await readFile(buildStamp, 'utf8').catch(() => '')) === hash;
}

/** @returns {Promise<string>} one hash over the names and contents of all sources */
async function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesOf(path.join(root, source))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(await readFile(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

/** @param {string} place @returns {Promise<string[]>} the file itself, or a folder's files in a fixed order */
async function filesOf(place) {
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) {
    return [place];
  }
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
