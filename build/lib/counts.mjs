/** Adds up what the test runners report in their JSON files. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number, notes: readonly string[], failures?: readonly string[] }} Counts
 * `notes` say which tests were skipped, and why; `failures` which failed, and with which first words: whoever sees only the
 * end of a long log is to know what to run again.
 */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, skipped: 0, notes: [] };

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  notes: [...a.notes, ...b.notes],
  failures: [...(a.failures ?? []), ...(b.failures ?? [])],
});

const ESCAPE = String.fromCharCode(27);
/** @param {string | undefined} message without its colours @returns {readonly string[]} */
const linesOf = (message) =>
  (message ?? 'it did not say why')
    .split(ESCAPE)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[0-9;]*m/, '')))
    .join('')
    .trim()
    .split('\n');

/** The first line of what a runner says of a failure, and what was seen instead of what was expected. @param {string | undefined} message */
function firstWords(message) {
  const [first = '', ...more] = linesOf(message);
  const seen = more.map((line) => line.trim()).filter((line) => /^(\+ +(?!Received)|Received)/.test(line));
  return [first, ...seen].join(' ').slice(0, 300);
}

/**
 * @typedef {{ fullName: string, status: string, failureMessages?: readonly string[] }} Assertion
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults?: { name?: string, message?: string, status?: string, assertionResults: Assertion[] }[] }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    notes: (report.testResults ?? [])
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => `unit › ${fullName}: something that it needs is not installed`),
    failures: (report.testResults ?? []).flatMap(({ name, message, status, assertionResults }) => {
      const failed = assertionResults.filter((assertion) => assertion.status === 'failed');
      // A file that could not even be read has no test that failed.
      if (failed.length === 0 && status === 'failed') return [`unit › ${name}: ${firstWords(message)}`];
      return failed.map(({ fullName, failureMessages }) => `unit › ${fullName}: ${firstWords(failureMessages?.[0])}`);
    }),
  };
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status?: string, error?: { message?: string } }} Result
 * @typedef {{ status: string, projectName?: string, annotations?: Annotation[], results?: Result[] }} Test
 * @typedef {{ title: string, file?: string, line?: number, tests: Test[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/** @param {PlaywrightSuite} suite @returns {Spec[]} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/**
 * @param {PlaywrightSuite & { stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const notes = specsOf(report).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations = [] }) => {
        const why = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
        return `${projectName ?? ''} › ${title}: ${why ?? 'no reason given'}`;
      }),
  );
  const failures = specsOf(report).flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results = [] }) => {
        const message = results.find(({ error }) => error)?.error?.message;
        return `${projectName ?? ''} › ${file ?? ''}:${line ?? ''} › ${title}: ${firstWords(message)}`;
      }),
  );
  // A test that passes the second time has failed once.
  return { passed: expected, failed: unexpected + flaky, skipped, notes, failures };
}

/**
 * What a suite comes to, given how its process ended: a runner that crashed, hung or found no test has failed, whatever it
 * reported before.
 * @param {Counts | undefined} reported undefined if there is no report
 * @param {boolean} ok the process ended well
 * @param {boolean} strict in CI for suites that must run: a skipped test is a failed one
 * @returns {Counts}
 */
export function judge(reported, ok, strict) {
  const counts = reported ?? NONE;
  const strictly = strict ? { ...counts, failed: counts.failed + counts.skipped, skipped: 0 } : counts;
  const empty = counts.passed + counts.failed + counts.skipped === 0;
  const broken = reported === undefined || empty || !ok;
  return broken && strictly.failed === 0 ? { ...strictly, failed: 1 } : strictly;
}
