/**
 * A process that judges mutants, told which by its parent (`../mutants.mjs`). Only the tests that reach a mutant run, and all code is
 * evaluated anew while the mutant is active: one that acts when a file is loaded is held by the tests of the files that load it.
 */
import { readFileSync } from 'node:fs';
import { root } from '../lib/paths.mjs';
import { warmTests } from './warm-tests.mjs';

/**
 * How often each mutant was reached, by test file and test.
 * @typedef {Record<string, number>} Hits
 * @typedef {Record<string, Record<string, Hits>>} Coverage
 *
 * @typedef {object} Task
 * @property {string} id of the mutant
 * @property {readonly string[]} files in the order in which they are tried
 *
 * @typedef {object} Verdict
 * @property {'killed' | 'survived' | 'timeout' | 'no-coverage'} status
 * @property {string} [by] the test that noticed
 */

/**
 * What instrumented code looks for.
 * @type {{ activeMutant?: string | undefined; currentTestId?: string | undefined; hitCount?: number; hitLimit?: number | undefined;
 *   mutantCoverage?: { static: Hits; perTest: Record<string, Hits> } | undefined }}
 */
const instrumented = {};
/** @type {any} */ (globalThis).__stryker__ = instrumented;

/** More often than this many times what all tests together reach it is a loop without an end. */
const LOOPING = 100;

const [, , script = '', coverageFile] = process.argv;
const run = warmTests(root, readFileSync(script, 'utf8'));

/** @param {Hits} to @param {Hits} from */
function add(to, from) {
  for (const [mutant, times] of Object.entries(from)) to[mutant] = (to[mutant] ?? 0) + times;
  return to;
}

/** Runs all tests without a mutant. @param {readonly string[]} files @returns {Promise<Coverage>} */
async function covered(files) {
  /** @type {Coverage} */
  const coverage = {};
  for (const file of files) {
    const reached = { static: {}, perTest: /** @type {Record<string, Hits>} */ ({}) };
    instrumented.mutantCoverage = reached;
    const { tests, failure } = await run(file, {
      onTest: (name) => {
        instrumented.currentTestId = name;
      },
    });
    if (failure) throw new Error(`${file} fails without a mutant: ${failure}`);
    coverage[file] = Object.fromEntries(
      tests.map(({ name }) => [name, add({ ...reached.static }, reached.perTest[name] ?? {})]),
    );
  }
  return coverage;
}

/** Which tests have been seen to pass in which company. @type {Set<string>} */
const passing = new Set();

/** A test that fails without a mutant too, because others are left out, has noticed nothing. @param {string} file @param {ReadonlySet<string>} only */
async function surelyPasses(file, only) {
  const company = JSON.stringify([file, ...only]);
  if (passing.has(company)) return;
  const { failure } = await run(file, { only });
  if (failure) throw new Error(`${file}: its tests need one another: ${failure}`);
  passing.add(company);
}

/** @param {Coverage} coverage @param {Task} task @returns {Promise<Verdict>} */
async function judged(coverage, { id, files }) {
  let hits = 0;
  /** @type {[string, Set<string>][]} */
  const reaching = [];
  for (const file of files) {
    const tests = Object.entries(coverage[file] ?? {}).filter(([, reached]) => reached[id]);
    for (const [, reached] of tests) hits += reached[id] ?? 0;
    if (tests.length > 0) reaching.push([file, new Set(tests.map(([name]) => name))]);
  }
  if (reaching.length === 0) return { status: 'no-coverage' };
  for (const [file, only] of reaching) {
    Object.assign(instrumented, { activeMutant: id, hitCount: 0, hitLimit: hits * LOOPING });
    const { tests, failure } = await run(file, { only, bail: true });
    Object.assign(instrumented, { activeMutant: undefined, hitLimit: undefined });
    if ((instrumented.hitCount ?? 0) > hits * LOOPING) return { status: 'timeout' };
    if (!failure) continue;
    await surelyPasses(file, new Set(tests.map(({ name }) => name)));
    return { status: 'killed', by: `${file} ${tests.find(({ failure }) => failure)?.name ?? failure}` };
  }
  return { status: 'survived' };
}

/** @type {Coverage} */
const coverage = coverageFile ? JSON.parse(readFileSync(coverageFile, 'utf8')) : {};
process.on('message', async (/** @type {Task | { readonly cover: readonly string[] }} */ asked) => {
  process.send?.('cover' in asked ? await covered(asked.cover) : await judged(coverage, asked));
});
