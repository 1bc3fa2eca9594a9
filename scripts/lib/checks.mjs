import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { SaidFailure, say, secondsSince } from './say.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} title
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} took e.g. "2.4 s"
 * @property {readonly string[]} failures what each failure is, for the end of the output
 */

/** @typedef {{ passed: number, failed: number, skipped: number, failures: readonly string[] }} Counts */

const minute = 60_000;

/** Lines of what a runner wrote last that are shown again where no test of it says why it failed. */
const lastLines = 40;

/**
 * A check that passes or fails as one.
 * @param {string} title
 * @param {() => Promise<void>} work throws a said failure where the check fails
 * @returns {Promise<Outcome>}
 */
export async function check(title, work) {
  say(`\n▸ ${title}`);
  const { outcome, said } = await checked(title, work);
  say(said);
  return outcome;
}

/**
 * Rows of checks at the same time, those of a row one after the other: most checkers use one core for most of their time.
 * Each says what it found when it is done.
 * @param {readonly (readonly (readonly [title: string, work: () => Promise<void>])[])[]} rows
 * @returns {Promise<Outcome[]>} in the order of the rows
 */
export async function checksTogether(rows) {
  say(`\n▸ ${rows.flatMap((row) => row.map(([title]) => title)).join(', ')}`);
  const outcomes = await Promise.all(
    rows.map(async (row) => {
      const done = [];
      for (const [title, work] of row) {
        const { outcome, said } = await checked(title, work);
        say(`  ${title}: ${said.trimStart()}`);
        done.push(outcome);
      }
      return done;
    }),
  );
  return outcomes.flat();
}

/**
 * @param {string} title
 * @param {() => Promise<void>} work
 * @returns {Promise<{ outcome: Outcome, said: string }>}
 */
async function checked(title, work) {
  const began = Date.now();
  const failure = await work().then(
    () => undefined,
    (error) => whatFailed(error),
  );
  const took = secondsSince(began);
  const [passed, failed] = failure === undefined ? [1, 0] : [0, 1];
  const said = failure === undefined ? `  passed (${took})` : `  FAILED (${took})\n${failure}`;
  const failures = failure === undefined ? [] : [failure];
  return { outcome: { title, passed, failed, skipped: 0, took, failures }, said };
}

/**
 * Says that a check cannot be made, which fails it.
 * @param {string} title
 * @param {string} why
 * @returns {Outcome}
 */
export function notDone(title, why) {
  say(`\n▸ ${title}\n  NOT DONE: ${why}`);
  return { title, passed: 0, failed: 1, skipped: 0, took: '0 s', failures: [why] };
}

/**
 * One of the checkers among the packages, quiet where it finds nothing.
 * @param {string} program path below node_modules of what Node runs
 * @param {readonly string[]} args
 * @param {number} [limit] milliseconds
 */
export async function runChecker(program, args, limit = 3 * minute) {
  // What is shown again further below, or read in a log, needs no colours.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const { code, output, timedOut } = await run(process.execPath, [inModules(program), ...args], {
    limit,
    env,
    inBackground: true,
  });
  if (code !== 0) {
    throw new SaidFailure(timedOut ? `It took longer than ${limit / minute} minutes.\n${output}` : output.trimEnd());
  }
}

/**
 * A test runner, shown while it runs, or at its end where it runs in the background of another; each of its tests counts.
 * @param {string} title
 * @param {string} program path below node_modules of what Node runs
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.report where the runner writes its JSON, below the project's folder
 * @param {(report: any) => Counts} options.counts
 * @param {number} options.limit milliseconds
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.inBackground]
 * @returns {Promise<Outcome>}
 */
export async function runTests(title, program, args, options) {
  const { report, counts, limit, env = process.env, inBackground = false } = options;
  const began = Date.now();
  say(inBackground ? `\n▸ ${title}, in the background` : `\n▸ ${title}`);
  const file = path.join(root, report);
  await rm(file, { force: true });
  const output = inBackground ? 'keep' : 'show';
  const finished = await run(process.execPath, [inModules(program), ...args], { limit, env, output, inBackground });
  const { code, timedOut } = finished;
  if (inBackground) {
    say(`\n▸ ${title}\n${finished.output.trimEnd()}`);
  }
  if (timedOut) {
    say(`  FAILED: it took longer than ${limit / minute} minutes and was ended.`);
  }
  const counted = await readFile(file, 'utf8').then(
    (text) => counts(JSON.parse(text)),
    () => ({ passed: 0, failed: 0, skipped: 0, failures: [] }),
  );
  // A runner that fails without a failed test (a process of its tests that ended, say) has failed all the same; so has
  // one that found no test.
  const runnerFailed = counted.failed === 0 && (code !== 0 || counted.passed === 0);
  return {
    title,
    ...counted,
    ...(runnerFailed
      ? { failed: 1, failures: [finished.output.trimEnd().split('\n').slice(-lastLines).join('\n')] }
      : {}),
    took: secondsSince(began),
  };
}

/**
 * Says again what failed, at the end, where it is found; then the counts.
 * @param {readonly Outcome[]} outcomes
 * @returns {{ passed: number, failed: number }} the sums
 */
export function summarize(outcomes) {
  for (const { title, failures } of outcomes) {
    for (const failure of failures) {
      say(`\n✗ ${title}: ${failure}`);
    }
  }
  say('');
  for (const { title, passed, failed, skipped, took } of outcomes) {
    const rest = skipped > 0 ? `, ${skipped} skipped` : '';
    say(`${failed > 0 ? '✗' : '✓'} ${title}: ${passed} passed, ${failed} failed${rest} (${took})`);
  }
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** @param {unknown} error */
function whatFailed(error) {
  if (error instanceof SaidFailure) {
    if (error.interrupted) {
      throw error;
    }
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {string} program */
function inModules(program) {
  return path.join(root, 'node_modules', ...program.split('/'));
}
