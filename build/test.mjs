/**
 * `npm test`: installs what is missing and runs every suite that this machine can run, in the order of `suites.mjs`.
 * `node build/test.mjs ID… [OPTION…]` runs some suites only and hands the options to their runner.
 * The last line is `N passed, N failed, N skipped`. With `CI` set, suites that must run may not be skipped.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { add, countPlaywright, countVitest, judge, NONE } from './lib/counts.mjs';
import { installPackages } from './lib/npm.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { logFile, preparation } from './lib/preparation.mjs';
import { endAll, run } from './lib/run.mjs';
import { suites } from './suites.mjs';

/** @typedef {import('./suites.mjs').Suite} Suite @typedef {import('./lib/counts.mjs').Counts} Counts */

const CI = !['', 'false', '0', undefined].includes(process.env.CI);
const arguments_ = process.argv.slice(2);
const firstOption = arguments_.findIndex((argument) => argument.startsWith('-'));
const ids = firstOption < 0 ? arguments_ : arguments_.slice(0, firstOption);
const options = firstOption < 0 ? [] : arguments_.slice(firstOption);
const unknown = ids.filter((id) => !suites.some((suite) => suite.id === id));
if (unknown.length > 0) {
  console.error(`no such suite: ${unknown.join(' ')}; there are: ${suites.map(({ id }) => id).join(' ')}`);
  process.exit(2);
}
const chosen = ids.length === 0 ? suites : suites.filter(({ id }) => ids.includes(id));
const isAside = (/** @type {Suite} */ { beside }) => chosen.some(({ id }) => id === beside);

/** @param {number} since */
const clock = (since) => {
  const seconds = Math.round((performance.now() - since) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};
const begun = performance.now();
/** @param {string} line */
const say = (line) => console.log(`[${clock(begun)}] ${line}`);

/** @param {Suite} suite @param {string} report @returns {readonly string[]} */
function commandOf({ command, reporter }, report) {
  if (reporter === 'vitest') {
    return [...command, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...options];
  }
  return reporter ? [...command, ...options] : command;
}

/** @param {Suite} suite @param {string} report @returns {Counts | undefined} */
function countsOf({ reporter }, report) {
  if (!existsSync(report)) return undefined;
  try {
    const read = JSON.parse(readFileSync(report, 'utf8'));
    if (reporter === 'counts') return read;
    return reporter === 'vitest' ? countVitest(read) : countPlaywright(read);
  } catch {
    return undefined;
  }
}

/** @param {Suite} suite @returns {Promise<Counts>} */
async function runSuite(suite) {
  const report = inRoot('test-results', 'reports', `${suite.id}.json`);
  rmSync(report, { force: true });
  const since = performance.now();
  const alive = setInterval(() => say(`… ${suite.title}: ${clock(since)} and still running`), 60_000);
  // What two print at the same time nobody can read.
  const log = isAside(suite) ? logFile(suite.id) : undefined;
  const ended = await run(commandOf(suite, report), {
    env: { TRUNKLINE_REPORT: report, TRUNKLINE_SUITE: suite.id },
    minutes: suite.minutes,
    ...(log && { log, aside: true }),
  });
  clearInterval(alive);
  if (log) say(`${suite.title}: all of it is in ${relative(root, log)}; the end of it:\n${ended.tail.trimEnd()}`);
  if (ended.timedOut) say(`${suite.title} was ended: it took more than ${suite.minutes} minutes.`);
  if (!suite.reporter) return ended.ok ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 };
  return judge(countsOf(suite, report), ended.ok, CI && suite.always === true);
}

/** @param {Suite} suite @param {ReturnType<typeof preparation>} prepared @returns {Promise<Counts>} */
async function prepareAndRun(suite, prepared) {
  for (const need of suite.needs ?? []) {
    const readiness = await prepared.ready(need);
    if (readiness.kind === 'ready') continue;
    const failed = readiness.kind === 'fail' || (CI && suite.always);
    say(`${failed ? 'FAILED' : 'Skipped'}: ${suite.title}: ${readiness.reason}`);
    const notes = [`${suite.title}: ${readiness.reason.split('\n')[0]}`];
    return failed ? { ...NONE, failed: 1, notes } : { ...NONE, skipped: 1, notes };
  }
  return runSuite(suite);
}

/** @param {readonly { title: string, time: string, counts: Counts }[]} results */
function summarise(results) {
  const width = Math.max(...results.map(({ title }) => title.length));
  console.log(`\n${'Suite'.padEnd(width)}  passed  failed  skipped    time`);
  for (const { title, time, counts } of results) {
    const columns = [counts.passed, counts.failed, counts.skipped].map((n, i) => String(n).padStart(i === 2 ? 9 : 8));
    console.log(`${title.padEnd(width)}${columns.join('')}  ${time.padStart(6)}`);
  }
  const total = results.reduce((sum, { counts }) => add(sum, counts), NONE);
  if (total.notes.length > 0)
    console.log(`\nSkipped or not run:\n${total.notes.map((note) => `- ${note}`).join('\n')}`);
  if (total.failures?.length) console.log(`\nFailed:\n${total.failures.map((failure) => `- ${failure}`).join('\n')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0;
}

if (ids.length === 0) rmSync(inRoot('test-results'), { recursive: true, force: true });
mkdirSync(inRoot('test-results', 'reports'), { recursive: true });

const prepared = preparation(
  chosen.flatMap(({ needs = [] }) => needs),
  say,
);
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    interrupted = true;
    endAll();
  });
}

/** @type {{ title: string, time: string, counts: Counts }[]} */
const results = [];

/** @param {Suite} suite */
async function carryOut(suite) {
  const since = performance.now();
  say(`── ${suite.title} ──`);
  const counts = await prepareAndRun(suite, prepared);
  results.push({ title: suite.title, time: clock(since), counts });
}

const installed = await installPackages({ say });
if (installed.ok) {
  prepared.begin();
  for (const suite of chosen.filter((one) => !isAside(one))) {
    if (interrupted) break;
    await Promise.all([suite, ...chosen.filter(({ beside }) => beside === suite.id)].map(carryOut));
  }
} else {
  results.push({ title: 'npm packages', time: clock(begun), counts: { ...NONE, failed: 1 } });
}
if (interrupted) results.push({ title: 'Interrupted', time: clock(begun), counts: { ...NONE, failed: 1 } });
await prepared.end();
process.exit(summarise(results) ? 0 : 1);
