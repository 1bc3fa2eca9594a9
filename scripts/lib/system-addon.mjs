import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensurePackages, lastLines } from './packages.mjs';
import { cacheFolder, root } from './root.mjs';
import { run } from './run.mjs';
import { SaidFailure, step } from './say.mjs';
import { ensureSystemPackages, isOnPath } from './system-packages.mjs';

/** It takes ten seconds of work; a slow machine takes a few minutes. */
const compileLimit = 15 * 60_000;

/** Not there on a system, nor needed where no delayed loading is. */
const windowsOnly = 'win_delay_load_hook.cc';

/** The two addons have functions of the same names; in one process neither may take the other's. */
const ownSymbols = ['-fno-gnu-unique', '-fvisibility=hidden'];
/** The addon's own threads outlive the engine's by a moment: what is unloaded with the engine would be gone from under them. */
const staysLoaded = '-Wl,-z,nodelete';
const compilerFlags = [
  '-std=c++20',
  '-O2',
  '-fPIC',
  '-shared',
  '-DNAPI_CPP_EXCEPTIONS',
  '-DBUILDING_NODE_EXTENSION',
  ...ownSymbols,
  staysLoaded,
];

/** @typedef {import('./system-packages.mjs').SystemNeed} SystemNeed */

/** @type {readonly SystemNeed[]} */
const needs = [
  {
    name: "libzmq's headers",
    packages: ['libzmq3-dev'],
    present: async () => (await compilerTakes('#include <zmq.h>')) || !isOnPath('g++'),
  },
  { name: 'a C++ compiler', packages: ['g++'], present: async () => isOnPath('g++') },
  { name: "Node's headers", packages: ['libnode-dev'], present: async () => nodeHeaders() !== undefined },
];

/**
 * Builds the package's own C++ sources against the system's libzmq: Debian's has pgm, norm, tipc and gssapi, which the
 * prebuilt addon lacks, and no drafts, which that one has. Kept in the cache folder, by the version of zeromq.
 * @param {{ again?: boolean }} [options] builds it though it is there
 * @returns {Promise<{ file: string, facts: string } | { lacks: string }>} where it is and what it can do, or what this
 *   machine lacks, as a sentence
 */
export async function buildSystemAddon({ again = false } = {}) {
  if (process.platform !== 'linux') {
    return {
      lacks:
        'The second addon is built on Linux only: there the system brings a libzmq of its own. Use the bundled library here.',
    };
  }
  await ensurePackages();
  const file = await systemAddonFile();
  if (again || !existsSync(file)) {
    const lacks = await ensureSystemPackages("for the addon on the system's libzmq", needs);
    if (lacks !== undefined) return { lacks };
    await step("Compiling zeromq's addon against the system's libzmq", () => compile(file));
  }
  return { file, facts: await factsOf(file) };
}

/** Where the app looks for it: src-main/system-addon.ts has the same rule. @returns {Promise<string>} */
async function systemAddonFile() {
  const { version } = JSON.parse(await readFile(path.join(zeromqFolder(), 'package.json'), 'utf8'));
  return path.join(cacheFolder(), 'addon-system', `zeromq-${version}-${process.arch}`, 'zeromq.node');
}

function zeromqFolder() {
  return path.join(root, 'node_modules', 'zeromq');
}

/** @param {string} file */
async function compile(file) {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const making = await mkdtemp(path.join(folder, 'making-'));
  try {
    const source = path.join(zeromqFolder(), 'src');
    const sources = (await readdir(source)).filter((name) => name.endsWith('.cc') && name !== windowsOnly);
    const made = path.join(making, 'zeromq.node');
    // As one file: the headers, which all of them include, are most of the work.
    const all = path.join(making, 'all.cc');
    await writeFile(all, sources.map((name) => `#include ${JSON.stringify(path.join(source, name))}\n`).join(''));
    const { code, output, timedOut } = await run(
      'g++',
      [
        ...compilerFlags,
        `-I${nodeHeaders() ?? ''}`,
        `-I${path.join(root, 'node_modules', 'node-addon-api')}`,
        all,
        '-lzmq',
        '-o',
        made,
      ],
      { limit: compileLimit },
    );
    if (code !== 0) {
      throw new SaidFailure(
        `zeromq's addon could not be compiled against the system's libzmq (g++ ended with code ${code}` +
          `${timedOut ? ', out of time' : ''}). Its last words:\n${lastLines(output)}\n` +
          'The bundled library is not touched by this: the app runs on it as before.',
      );
    }
    await rename(made, file);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** Loads it in a process of its own, so that an addon that does not load is a sentence and no crash. @param {string} file */
async function factsOf(file) {
  const program = `const { version, capability } = require(${JSON.stringify(file)});
    const has = Object.keys(capability).filter((name) => capability[name]);
    console.log('libzmq ' + version + ' with ' + has.join(', '));`;
  const { code, output } = await run(process.execPath, ['-e', program], { limit: 30_000 });
  if (code !== 0) {
    throw new SaidFailure(
      `The addon at ${file} was built, and cannot be loaded. Its last words:\n${lastLines(output)}\n` +
        'Run `npm run addon:system -- --again` to build it anew.',
    );
  }
  return output.trim();
}

/** The folder of `node_api.h` and `uv.h`: of the Node that runs this, or of the system's package. */
function nodeHeaders() {
  const own = path.join(path.dirname(process.execPath), '..', 'include', 'node');
  const folders = [own, '/usr/include/node', '/usr/include/nodejs/src'];
  return folders.find((folder) => ['node_api.h', 'uv.h'].every((name) => existsSync(path.join(folder, name))));
}

/** @param {string} source */
async function compilerTakes(source) {
  if (!isOnPath('g++')) return false;
  const script = `echo '${source}' | g++ -E -x c++ - > /dev/null`;
  return (await run('sh', ['-c', script], { limit: 30_000 })).code === 0;
}
