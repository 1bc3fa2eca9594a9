import path from 'node:path';
import { root } from './root.mjs';

/** @typedef {import('./checks.mjs').Counts} Counts */

// What the runners write as JSON, as far as it is read here.
/** @typedef {{ status: string, fullName: string, failureMessages?: string[] }} UnitTest */
/** @typedef {{ name: string, status: string, message: string, assertionResults: UnitTest[] }} UnitFile */
/** @typedef {{ status: string, results: { errors: { message?: string }[] }[] }} Attempted */
/** @typedef {{ file: string, title: string, tests: Attempted[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/**
 * The counts and the failures in the JSON report of Vitest.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: UnitFile[] }} report
 * @returns {Counts}
 */
export function readUnitReport(report) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
  // A file that could not be loaded has no tests to fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failures = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => failureOf(path.relative(root, name), fullName, failureMessages)),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    failures: [...failures, ...broken.map(({ name, message }) => failureOf(path.relative(root, name), '', [message]))],
  };
}

/**
 * The counts and the failures in the JSON report of Playwright.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, suites: Suite[] }} report
 * @returns {Counts}
 */
export function readStoriesReport({ stats, suites }) {
  const failures = specsOf(suites).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const messages = results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ''));
        return failureOf(file, title, messages);
      }),
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped, failures };
}

/**
 * @param {readonly Suite[]} suites
 * @returns {Spec[]}
 */
function specsOf(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);
}

/**
 * @param {string} file
 * @param {string} test
 * @param {readonly string[]} [messages]
 */
function failureOf(file, test, messages = []) {
  return [[file, test].filter(Boolean).join(' › '), ...messages].join('\n');
}
