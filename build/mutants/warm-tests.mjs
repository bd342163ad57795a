/**
 * Runs unit tests again and again in one process, by vitest's own runner and expectations: what vitest itself adds, a worker for each
 * run, takes a hundred times what the tests of one mutant do.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  ChaiStyleAssertions,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import * as runner from '@vitest/runner';
import { evaluator } from './test-bundle.mjs';

for (const part of [JestExtend, JestChaiExpect, ChaiStyleAssertions, JestAsymmetricMatchers]) chai.use(part);

let testFile = '';

const expect = Object.assign(
  (/** @type {unknown} */ value, /** @type {string} */ message) => chai.expect(value, message),
  chai.expect,
  /** @type {any} */ (globalThis)[ASYMMETRIC_MATCHERS_OBJECT],
);
/** @type {any} */ (globalThis)[GLOBAL_EXPECT] = expect;
setState({ assertionCalls: 0 }, expect);
chai.util.addMethod(
  chai.Assertion.prototype,
  'toMatchFileSnapshot',
  /** @this {any} @param {string} file */ function (file) {
    const text = readFileSync(resolve(dirname(testFile), file), 'utf8');
    this.assert(this._obj === text, `is not what ${file} says`, '', text, this._obj);
  },
);

/** What `import … from 'vitest'` gives to a test here. What is not in it fails loudly when the tests are run without a mutant. */
const vitest = { ...runner, expect, vi: { setConfig: () => undefined } };

const CONFIG = {
  setupFiles: [],
  name: undefined,
  passWithNoTests: true,
  testNamePattern: undefined,
  allowOnly: false,
  sequence: { seed: 1, hooks: /** @type {const} */ ('stack'), setupFiles: /** @type {const} */ ('list') },
  chaiConfig: undefined,
  maxConcurrency: 1,
  testTimeout: 600_000,
  hookTimeout: 600_000,
  retry: 0,
  includeTaskLocation: false,
  tags: [],
  tagsFilter: undefined,
  strictTags: false,
};

/**
 * @typedef {object} Ran
 * @property {string} name of the test, with those of the suites that it is in
 * @property {number} ms
 * @property {string | undefined} failure
 *
 * @typedef {object} Wanted
 * @property {ReadonlySet<string>} [only] names of the tests to run
 * @property {boolean} [bail] nothing after the first failure
 * @property {(name: string | undefined) => void} [onTest] each test as it begins, and undefined when it has ended
 */

/** @param {import('@vitest/runner').Task} task @returns {string} */
const fullName = (task) =>
  task.suite && task.suite !== task.file ? `${fullName(task.suite)} ${task.name}` : task.name;

/** @param {import('@vitest/runner').Suite} suite @returns {import('@vitest/runner').Test[]} */
const testsOf = (suite) => suite.tasks.flatMap((task) => (task.type === 'suite' ? testsOf(task) : [task]));

/** @param {import('@vitest/runner').Task} task */
const failureOf = ({ result }) =>
  result?.state === 'fail' ? (result.errors?.[0]?.message ?? 'failed without a word') : undefined;

/**
 * @param {string} root
 * @param {string} script of `bundleTests`
 */
export function warmTests(root, script) {
  const begin = evaluator(root, script, vitest);
  /**
   * Runs tests of one file, all of it evaluated anew. Where the file itself or a hook fails, that is the one failure.
   * @param {string} file
   * @param {Wanted} [wanted]
   * @returns {Promise<{ readonly tests: readonly Ran[]; readonly failure: string | undefined }>}
   */
  return async (file, { only, bail = false, onTest } = {}) => {
    const evaluate = begin();
    let failed = false;
    testFile = resolve(root, file);
    const [result] = await runner.startTests([testFile], {
      config: { ...CONFIG, root },
      importFile: () => evaluate(file),
      onCollected: ([collected]) => {
        for (const test of collected ? testsOf(collected) : []) {
          if (only && !only.has(fullName(test)) && test.mode === 'run') test.mode = 'skip';
        }
      },
      onBeforeRunTask: (test) => {
        if (bail && failed) test.mode = 'skip';
        else onTest?.(fullName(test));
      },
      onAfterRunTask: (test) => {
        onTest?.(undefined);
        failed ||= test.result?.state === 'fail';
      },
    });
    if (!result) throw new Error(`${file} was not run`);
    const tests = testsOf(result)
      .filter((test) => test.result?.state === 'pass' || test.result?.state === 'fail')
      .map((test) => ({ name: fullName(test), ms: test.result?.duration ?? 0, failure: failureOf(test) }));
    /** @param {import('@vitest/runner').Suite} suite @returns {string | undefined} */
    const failureIn = (suite) =>
      suite.result?.errors?.[0]?.message ??
      suite.tasks.map((task) => (task.type === 'suite' ? failureIn(task) : undefined)).find(Boolean);
    return { tests, failure: tests.find(({ failure }) => failure)?.failure ?? failureIn(result) };
  };
}
