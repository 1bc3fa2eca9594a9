import { buildIfChanged } from './lib/build.mjs';
import { check, checksTogether, notDone, runChecker, runTests, summarize } from './lib/checks.mjs';
import { playwright, systemLibraryForTests, withTestDisplay } from './lib/e2e.mjs';
import { setUpElectron } from './lib/electron-setup.mjs';
import { packageApp } from './lib/package.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { SaidFailure, runScript } from './lib/say.mjs';
import { pythonZeromq, wireshark } from './lib/system-needs.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { readStoriesReport, readUnitReport } from './lib/test-reports.mjs';

const minute = 60_000;

// npm test: sets up what is missing and makes every check, also after one has failed. The last line says
// `tests: N passed, N failed`, where each check counts as one and each unit and end-to-end test too.
//
// The end-to-end tests wait for the app for most of their time, so the other checks run in their background.
await runScript(async () => {
  await ensurePackages();
  // One after the other: the system installs one package at a time.
  const programs = await check('Programs that the tests use', otherPrograms);
  /** @type {import('./lib/electron-finder.mjs').FoundElectron | undefined} */
  let electron;
  const setUp = await check('Electron and what it needs', async () => {
    electron = await setUpElectron();
  });
  const [inBackground, inFront] = await Promise.all([checksAndUnitTests(), windowTests(electron)]);
  const outcomes = [programs, setUp, ...inBackground, ...inFront];
  const { passed, failed } = summarize(outcomes);
  process.stdout.write(`tests: ${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
});

/** Other people's programs that the app's files and sockets are tried with. */
async function otherPrograms() {
  const missing =
    process.platform === 'linux'
      ? await ensureSystemPackages('tests with other programs', [pythonZeromq, wireshark])
      : undefined;
  if (missing !== undefined) {
    throw new SaidFailure(missing);
  }
}

async function checksAndUnitTests() {
  const checks = await checksTogether([
    [
      ['Types', () => runChecker('typescript/bin/tsc', ['-b'])],
      ['Lint', () => runChecker('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format=unix'])],
      ['Nothing unused', () => runChecker('knip/bin/knip.js', [])],
    ],
    [['Format', () => runChecker('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])]],
  ]);
  return [...checks, await unitTests()];
}

function unitTests() {
  const report = 'test-results/unit.json';
  return runTests(
    'Unit tests',
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {
      report,
      limit: 10 * minute,
      inBackground: true,
      counts: readUnitReport,
    },
  );
}

/**
 * The checks on the app itself, each of which needs the one before.
 * @param {import('./lib/electron-finder.mjs').FoundElectron | undefined} electron
 */
async function windowTests(electron) {
  const built = await check('Build', buildIfChanged);
  if (electron === undefined || built.failed > 0) {
    const why = electron === undefined ? 'there is no Electron to run the app on.' : 'the app could not be built.';
    return [built, notDone('Package', why), notDone('End-to-end tests', why)];
  }
  return [built, ...(await endToEnd(electron))];
}

/** @param {import('./lib/electron-finder.mjs').FoundElectron} electron */
async function endToEnd(electron) {
  /** @type {string | undefined} */
  let packaged;
  const packaging = await check('Package', async () => {
    packaged = await packageApp({ electron, forTests: true });
  });
  /** @type {NodeJS.ProcessEnv} */
  let library = { PATCHBAY_NO_SYSTEM_ADDON: 'It could not be built.' };
  const addon = await check("ZeroMQ's addon on the system's library", async () => {
    library = await systemLibraryForTests();
  });
  const tests = await withTestDisplay({ electron, packaged, library }, (env) =>
    runTests('End-to-end tests', playwright.program, playwright.args, {
      report: 'test-results/e2e.json',
      limit: 15 * minute,
      env,
      counts: readStoriesReport,
    }),
  );
  return [packaging, addon, tests];
}
