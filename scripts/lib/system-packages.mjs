import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';
import { lastLines } from './packages.mjs';
import { say, step } from './say.mjs';

/**
 * Something that this machine needs from its system, and the Debian and Ubuntu packages that bring it.
 * Newer Ubuntus renamed some (`…t64`), so the first name that the machine knows is taken.
 * @typedef {object} SystemNeed
 * @property {string} name what is missing, as a person would search for it
 * @property {readonly string[]} packages
 * @property {() => Promise<boolean>} present
 */

const aptLimit = 10 * 60_000;

/**
 * Installs what is missing where this may be done without asking (root on Debian or Ubuntu); elsewhere says the
 * one command to run.
 * @param {string} purpose
 * @param {readonly SystemNeed[]} needs
 * @returns {Promise<string | undefined>} what is still missing and what to do, as a sentence
 */
export async function ensureSystemPackages(purpose, needs) {
  const missing = await missingOf(needs);
  if (missing.length === 0) {
    return undefined;
  }
  const names = missing.map(({ name }) => name).join(', ');
  if (!existsSync('/usr/bin/apt-get')) {
    return `This system lacks ${names} (${purpose}). Install the packages of your Linux that bring them, then run the command again.`;
  }
  if (process.getuid?.() !== 0) {
    const chosen = await chosenPackages(missing);
    return `This system lacks ${names} (${purpose}). Run this, then the command again:\n  sudo apt-get install -y ${chosen.join(' ')}`;
  }
  return await step(`Installing ${names} with apt-get (${purpose})`, () => installAsRoot(missing, purpose));
}

/** @param {readonly SystemNeed[]} missing @param {string} purpose */
async function installAsRoot(missing, purpose) {
  let { code, output } = await aptInstall(await chosenPackages(missing));
  if (code !== 0) {
    say('  fetching the list of packages first');
    const update = await apt(['update']);
    ({ code, output } = await aptInstall(await chosenPackages(missing)));
    output = update.output + output;
  }
  const still = await missingOf(missing);
  if (still.length === 0) {
    return undefined;
  }
  return (
    `apt-get could not install ${still.map(({ name }) => name).join(', ')} (${purpose}; exit code ${code}). ` +
    `Its last words:\n${lastLines(output)}`
  );
}

/** @param {readonly string[]} packages */
function aptInstall(packages) {
  return apt(['install', '-y', '--no-install-recommends', ...packages]);
}

/** @param {readonly string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  // Another apt-get that runs just now is waited for instead of failing at its lock.
  return run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env, limit: aptLimit });
}

/**
 * @param {readonly SystemNeed[]} needs
 * @returns {Promise<SystemNeed[]>}
 */
async function missingOf(needs) {
  const present = await Promise.all(needs.map((need) => need.present()));
  return needs.filter((_, index) => !present[index]);
}

/** @param {readonly SystemNeed[]} needs @returns {Promise<string[]>} */
async function chosenPackages(needs) {
  const chosen = await Promise.all(
    needs.map(async ({ packages }) => {
      for (const name of packages) {
        const { code, output } = await run('apt-cache', ['policy', name], { limit: 30_000 });
        if (code === 0 && /Candidate: (?!\(none\))/.test(output)) {
          return name;
        }
      }
      return packages[0] ?? '';
    }),
  );
  return [...new Set(chosen)];
}

/**
 * @param {string} program
 * @returns {boolean} whether the program is on the path
 */
export function isOnPath(program) {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
}
