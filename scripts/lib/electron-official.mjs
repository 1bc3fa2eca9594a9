import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, outFolder, root } from './root.mjs';
import { withLock } from './lock.mjs';
import { run } from './run.mjs';
import { lastLines } from './packages.mjs';
import { say, step } from './say.mjs';

const packageFolder = path.join(root, 'node_modules', 'electron');

/** How long the server may take to say that it has the program. */
const answerLimit = 8_000;
const downloadLimit = 10 * 60_000;

/** A download that failed is not tried again at every start where there is another way. */
const rememberedMs = 24 * 60 * 60_000;

/**
 * @returns {Promise<string | undefined>} the official program, where the package `electron` has fetched it
 */
export async function officialElectron() {
  const program = await readFile(path.join(packageFolder, 'path.txt'), 'utf8').catch(() => defaultProgram());
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || path.join(packageFolder, 'dist');
  const executable = path.join(folder, program);
  return existsSync(executable) ? executable : undefined;
}

/**
 * Lets the package `electron` fetch its program.
 * @param {{ rememberFailure: boolean }} options
 * @returns {Promise<string | undefined>} why it could not be had
 */
export async function downloadOfficial({ rememberFailure }) {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
  const note = path.join(cacheFolder(), 'official-download-failed.json');
  if (rememberFailure && (await failedLately(note, version, route()))) {
    return 'the official download did not answer lately; it is tried again after a day';
  }
  const unreachable = await whyUnreachable(version);
  const failure =
    unreachable ?? (await withLock(path.join(outFolder, '.locks', 'electron'), 'fetching Electron', fetchIt));
  if (failure === undefined) {
    await rm(note, { force: true });
  } else {
    await mkdir(path.dirname(note), { recursive: true });
    await writeFile(note, JSON.stringify({ version, route: route(), at: Date.now(), failure }));
  }
  return failure;
}

/** @returns {Promise<string | undefined>} */
async function fetchIt() {
  if (await officialElectron()) {
    return undefined;
  }
  const { code, output, timedOut } = await step('Downloading Electron', () =>
    run(process.execPath, [path.join(packageFolder, 'install.js')], { limit: downloadLimit }),
  );
  if (code === 0) {
    return undefined;
  }
  return timedOut ? 'its download took longer than 10 minutes' : `its download failed (${lastLines(output, 1).trim()})`;
}

/**
 * Asks first whether the download is within reach: where a network swallows packets, the download itself would wait for minutes.
 * @param {string} version
 * @returns {Promise<string | undefined>}
 */
async function whyUnreachable(version) {
  if (route() === byProxy) {
    // The request below would not go by the proxy.
    return undefined;
  }
  const host = route();
  try {
    await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(answerLimit) });
    return undefined;
  } catch {
    say(`The official download of Electron ${version} is out of reach here (${new URL(host).host} does not answer).`);
    return `${new URL(host).host} does not answer`;
  }
}

const byProxy = 'proxy';

/** Where the package `electron` looks for its program; one that failed says nothing of another. */
function route() {
  if (process.env['ELECTRON_GET_USE_PROXY']) {
    return byProxy;
  }
  const mirror = process.env['ELECTRON_MIRROR'] || process.env['npm_config_electron_mirror'];
  return mirror || 'https://github.com/electron/electron/releases/';
}

/** @param {string} note @param {string} version @param {string} from */
async function failedLately(note, version, from) {
  try {
    const failed = JSON.parse(await readFile(note, 'utf8'));
    return failed.version === version && failed.route === from && Date.now() - failed.at < rememberedMs;
  } catch {
    return false;
  }
}

function defaultProgram() {
  switch (process.platform) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    case 'win32':
      return 'electron.exe';
    default:
      return 'electron';
  }
}
