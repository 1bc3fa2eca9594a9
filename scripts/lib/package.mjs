import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildIfChanged, buildStamp } from './build.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { SaidFailure, say, step } from './say.mjs';

/** @typedef {import('./electron-finder.mjs').FoundElectron} FoundElectron */

const packageLimit = 10 * 60_000;

/** What else than the bundles goes into a package. */
const packageSources = ['electron-builder.yml', 'package-lock.json', 'LICENSE', 'topologies/gallery.json'];

/**
 * Packages the app into a folder that runs by itself, with the Electron that was found.
 * @param {object} options
 * @param {FoundElectron} options.electron
 * @param {boolean} options.forTests keeps the inspector's arguments, which Playwright drives the app by: such a
 *   package is for tests alone
 * @returns {Promise<string>} the packaged program
 */
export async function packageApp({ electron, forTests }) {
  await buildIfChanged();
  const output = path.join(root, 'release', forTests ? 'for-tests' : 'app');
  const program = programIn(output);
  const stamp = path.join(output, '.stamp');
  const hash = await hashOfParts(electron);
  if (existsSync(program) && (await readFile(stamp, 'utf8').catch(() => '')) === hash) {
    return program;
  }
  await rm(output, { recursive: true, force: true });
  await step(forTests ? 'Packaging the app for tests (it can be inspected)' : 'Packaging the app', () =>
    electronBuilder(electron, [
      '--dir',
      `-c.directories.output=${output}`,
      ...(forTests ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ]),
  );
  await writeFile(stamp, hash);
  return program;
}

/**
 * Makes this system's installers, which needs a network: electron-builder fetches tools of its own.
 * @param {FoundElectron} electron
 */
export async function packageInstallers(electron) {
  await buildIfChanged();
  await step('Making the installers', () => electronBuilder(electron, []));
  say(`They are in ${path.join(root, 'release')}.`);
}

/** @param {FoundElectron} electron @param {readonly string[]} args */
async function electronBuilder({ distPath, version }, args) {
  const cli = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { code, output } = await run(
    process.execPath,
    [cli, ...args, `-c.electronDist=${distPath}`, `-c.electronVersion=${version}`],
    { limit: packageLimit },
  );
  if (code !== 0) {
    throw new SaidFailure(
      `The app could not be packaged (electron-builder ended with code ${code}):\n${output.trimEnd()}\n` +
        'Where it could not fetch a tool, try again with a network, or make the folder only: npm run package.',
    );
  }
}

/** @param {FoundElectron} electron */
async function hashOfParts({ distPath, version }) {
  const hash = createHash('sha256').update(`${distPath} ${version} ${await readFile(buildStamp, 'utf8')}`);
  for (const source of packageSources) {
    hash.update(await readFile(path.join(root, source)).catch(() => ''));
  }
  return hash.digest('hex');
}

/** @param {string} output @returns {string} where electron-builder's `dir` target puts the program */
function programIn(output) {
  const arm = process.arch === 'arm64';
  switch (process.platform) {
    case 'darwin':
      return path.join(
        output,
        arm ? 'mac-arm64' : 'mac',
        'ZeroMQ Patchbay.app',
        'Contents',
        'MacOS',
        'ZeroMQ Patchbay',
      );
    case 'win32':
      return path.join(output, arm ? 'win-arm64-unpacked' : 'win-unpacked', 'zmq-patchbay.exe');
    default:
      return path.join(output, arm ? 'linux-arm64-unpacked' : 'linux-unpacked', 'zmq-patchbay');
  }
}
