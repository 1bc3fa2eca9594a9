import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './root.mjs';
import { readStoriesReport, readUnitReport } from './test-reports.mjs';

it('names each failed unit test with what it said, and a file that could not be loaded', () => {
  const counts = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 };
  const file = (name: string) => path.join(root, 'shared', name);
  expect(
    readUnitReport({
      ...counts,
      testResults: [
        {
          name: file('a.test.ts'),
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'failed', fullName: 'adds up', failureMessages: ['expected 1 to be 2'] },
            { status: 'passed', fullName: 'is quick', failureMessages: [] },
          ],
        },
        { name: file('b.test.ts'), status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    }),
  ).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
    failures: [
      `${path.join('shared', 'a.test.ts')} › adds up\nexpected 1 to be 2`,
      `${path.join('shared', 'b.test.ts')}\nno such module`,
    ],
  });
});

it('names each failed story, also one that passed at a second try', () => {
  const story = (title: string, status: string, message?: string) => ({
    file: 'hello.spec.ts',
    title,
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  });
  const suites = [
    {
      specs: [story('says hello', 'expected')],
      suites: [{ specs: [story('answers', 'unexpected', 'Timed out'), story('leaves', 'flaky', 'Not at once')] }],
    },
  ];
  expect(readStoriesReport({ stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }, suites })).toEqual({
    passed: 1,
    failed: 2,
    skipped: 0,
    failures: ['hello.spec.ts › answers\nTimed out', 'hello.spec.ts › leaves\nNot at once'],
  });
});
