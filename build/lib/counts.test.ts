import { expect, test } from 'vitest';
import { countPlaywright, countVitest, judge, NONE } from './counts.mjs';

test("vitest's report", () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 3, notes: [], failures: [] });
  const assertionResults = [
    { fullName: 'adds', status: 'passed' },
    { fullName: 'the script is clean', status: 'skipped' },
  ];
  expect(countVitest({ ...report, testResults: [{ assertionResults }] }).notes).toEqual([
    'unit › the script is clean: something that it needs is not installed',
  ]);
});

test("Playwright's report, with the reason of each skipped test however deep it stands", () => {
  const skippedTest = {
    status: 'skipped',
    projectName: 'browser',
    annotations: [{ type: 'skip', description: 'dull' }],
  };
  const report = {
    stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 },
    suites: [{ suites: [{ specs: [{ title: 'sleeps', tests: [skippedTest, { status: 'expected' }] }] }] }],
  };
  expect(countPlaywright(report)).toEqual({
    passed: 4,
    failed: 2,
    skipped: 1,
    notes: ['browser › sleeps: dull'],
    failures: [],
  });
});

test('the end of a log names what failed, with its first words and without colours', () => {
  const red = '\u001b[31mError: nothing is left\u001b[39m\n    at far:1:2';
  const vitest = {
    ...{ numPassedTests: 0, numFailedTests: 2, numPendingTests: 0 },
    testResults: [
      { status: 'failed', assertionResults: [{ fullName: 'adds', status: 'failed', failureMessages: [red] }] },
      { status: 'failed', name: 'unread.test.ts', message: 'SyntaxError', assertionResults: [] },
    ],
  };
  expect(countVitest(vitest).failures).toEqual([
    'unit › adds: Error: nothing is left',
    'unit › unread.test.ts: SyntaxError',
  ]);
  const playwright = {
    stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
    specs: [
      {
        ...{ title: 'is drawn', file: 'browser/draw.spec.ts', line: 7 },
        tests: [{ status: 'unexpected', projectName: 'browser', results: [{ error: { message: red } }] }],
      },
    ],
  };
  expect(countPlaywright(playwright).failures).toEqual([
    'browser › browser/draw.spec.ts:7 › is drawn: Error: nothing is left',
  ]);
});

test('beside its first words stands what was seen instead of what was expected', () => {
  const message = [
    'Error: empty lab, dark',
    '\u001b[32m- Expected  - 1\u001b[39m',
    '\u001b[31m+ Received  + 3\u001b[39m',
    '\u001b[32m- Array []\u001b[39m',
    '\u001b[31m+ Array [\u001b[39m',
    '\u001b[31m+   "color-contrast: Practice",\u001b[39m',
    '\u001b[31m+ ]\u001b[39m',
  ].join('\n');
  const report = {
    stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 },
    specs: [
      {
        ...{ title: 'is readable', file: 'window/accessible.spec.ts', line: 29 },
        tests: [{ status: 'unexpected', projectName: 'electron', results: [{ error: { message } }] }],
      },
    ],
  };
  expect(countPlaywright(report).failures).toEqual([
    'electron › window/accessible.spec.ts:29 › is readable: Error: empty lab, dark + Array [ +   "color-contrast: Practice", + ]',
  ]);
});

const good = { passed: 3, failed: 0, skipped: 1, notes: [] };

test('a suite that ended well is what it reports', () => {
  expect(judge(good, true, false)).toEqual(good);
});

test('a crash after good tests, no report at all, and no tests at all are each a failure', () => {
  expect(judge(good, false, false).failed).toBe(1);
  expect(judge(undefined, true, false).failed).toBe(1);
  expect(judge(NONE, true, false).failed).toBe(1);
});

test('failed tests are not counted twice because the runner says so as well', () => {
  expect(judge({ ...good, failed: 2 }, false, false).failed).toBe(2);
});

test('where nothing may be skipped, a skipped test has failed', () => {
  expect(judge(good, true, true)).toMatchObject({ passed: 3, failed: 1, skipped: 0 });
});
