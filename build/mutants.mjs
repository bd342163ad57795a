/**
 * `npm run mutants [-- OPTION…]`: breaks lines of `shared/lab/things` and `shared/machine` one at a time and says which of them no unit
 * test of `shared/` notices. On demand; a seeded sample, the same one each time. Ends with 1 below the score that is held.
 *
 *     --share 0.11      how many of all mutants
 *     --seed WORD       another sample
 *     --mutate FILE…    files, instead of both folders
 *     --workers 2       processes that judge
 *     --again           only those that the last run did not come to or that nothing noticed, and those of files changed since
 *
 * Stryker's instrumenter puts all mutants into the code at once, each behind a switch; it is fetched into `.cache` the first time. The
 * tests run in processes that stay warm (`mutants/judge.mjs`): Stryker's own runner begins vitest anew for each mutant, which takes
 * seconds where the tests take hundredths. Each verdict is written down as it is found (`test-results/mutants.jsonl`).
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { bundleTests, testFiles } from './mutants/test-bundle.mjs';

const VERSION = '9.6.1';
const HELD = 85;
const FOLDERS = ['shared/lab/things', 'shared/machine'];
/** Seconds of a processor that a mutant may take, since the clock says little on a busy machine; and of the clock, where it waits for another process. */
const LIMIT_SECONDS = 60;
const LIMIT_MS = 900_000;

/** What stands on the two folders, nearest first; the many that take seconds are left out, which makes the score no better. */
const TESTS = [
  /^shared\/machine\//,
  /^shared\/lab\/things\//,
  /^shared\/lab\/(dropped|edit-examples|expectations|json-schema|merge|read|words)\.test/,
  /^shared\/rules\//,
  /^shared\/plan\/(deploy|destroy|change|registry|mtu|foreign)\.test/,
  /^shared\/reach\/(stories|unknown-docker)\.test/,
  // What is written for a shell, in shells.
  /^electron\/remote\/(own-files|machine-scripts)\.sh\.test/,
  /^electron\/cli\/schema\.test/,
];

/**
 * @typedef {import('./mutants/judge.mjs').Verdict} Verdict
 * @typedef {object} Mutant as Stryker tells it
 * @property {string} id
 * @property {string} fileName
 * @property {{ readonly start: Place; readonly end: Place }} location lines and columns from 0
 * @property {string} mutatorName
 * @property {string} replacement
 * @typedef {{ readonly line: number; readonly column: number }} Place
 */

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '0.11' },
    seed: { type: 'string', default: 'trunkline' },
    mutate: { type: 'string', multiple: true, default: [] },
    workers: { type: 'string', default: '2' },
    again: { type: 'boolean', default: false },
  },
});

/** The same for the same mutant in the same place. @param {Mutant} mutant */
const named = ({ fileName, location: { start, end }, replacement }) =>
  [fileName, start.line, start.column, end.line, end.column, replacement].join('\0');

/** @param {string} text */
const digest = (text) => createHash('sha256').update(text).digest();

/** From 0 to below 1. @param {Mutant} mutant */
const drawn = (mutant) => digest([values.seed, named(mutant)].join('\0')).readUInt32BE(0) / 2 ** 32;

/** Of each file that is broken, as it was when this began. @type {Map<string, string>} */
const texts = new Map();
/** @param {string} file */
function textOf(file) {
  const text = texts.get(file) ?? readFileSync(inRoot(file), 'utf8');
  texts.set(file, text);
  return text;
}

/** @returns {Promise<{ sources: Map<string, string>; mutants: Mutant[] }>} */
async function instrumented() {
  const home = inRoot('.cache', `stryker-instrumenter-${VERSION}`);
  const program = `${home}/node_modules/@stryker-mutator/instrumenter/dist/src/index.js`;
  if (!existsSync(program)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(`${home}/package.json`, '{ "private": true }\n');
    const fetch = ['npm', 'install', '--prefix', home, `@stryker-mutator/instrumenter@${VERSION}`];
    if (!(await run(fetch, { minutes: 10 })).ok) process.exit(1);
  }
  const { Instrumenter } = await import(program);
  const log = { debug: () => undefined, info: () => undefined, isDebugEnabled: () => false, warn: console.warn };
  const files = values.mutate.length > 0 ? values.mutate : FOLDERS.flatMap(sourcesIn);
  const { files: changed, mutants } = await new Instrumenter(log).instrument(
    files.map((name) => ({ name, mutate: true, content: textOf(name) })),
    { plugins: null, ignorers: [], excludedMutations: [] },
  );
  return {
    sources: new Map(changed.map((/** @type {any} */ { name, content }) => [inRoot(name), content])),
    mutants,
  };
}

/** @param {string} folder */
function sourcesIn(folder) {
  const files = readdirSync(inRoot(folder), { recursive: true }).map((file) => join(folder, String(file)));
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
}

/** Seconds that a process has had of a processor. @param {number | undefined} pid */
function processorSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** A process of `judge.mjs`, begun anew after one that did not come back. @param {readonly string[]} args */
function judge(args) {
  const begin = () => fork(inRoot('build/mutants/judge.mjs'), args, { execArgv: ['--no-warnings'] });
  let child = begin();
  return {
    end: () => child.kill(),
    /** @param {object} question @param {number} [limit] @returns {Promise<any>} undefined where it took too long */
    ask: (question, limit = Number.POSITIVE_INFINITY) =>
      new Promise((resolve, reject) => {
        const before = child.connected && child.pid ? processorSeconds(child.pid) : 0;
        /** @param {unknown} answer */
        const settle = (answer) => {
          clearInterval(watch);
          child.removeAllListeners();
          resolve(answer);
        };
        const begun = Date.now();
        const watch = setInterval(() => {
          const waited = limit === Number.POSITIVE_INFINITY ? 0 : Date.now() - begun;
          if (processorSeconds(child.pid) - before < limit && waited < LIMIT_MS) return;
          child.kill('SIGKILL');
          settle(undefined);
          child = begin();
        }, 1_000);
        child.once('message', settle);
        child.once('exit', (code) => {
          clearInterval(watch);
          reject(new Error(`a judge ended with ${code}`));
        });
        child.send(question);
      }),
  };
}

const kept = inRoot('.cache', 'mutants');
const results = inRoot('test-results', 'mutants.jsonl');
mkdirSync(kept, { recursive: true });
mkdirSync(inRoot('test-results'), { recursive: true });

/** @type {Map<string, any>} */
const noticed = new Map();
if (values.again && existsSync(results)) {
  for (const line of readFileSync(results, 'utf8').trim().split('\n')) {
    const { name, file, ...said } = JSON.parse(line);
    const still = file === digest(textOf(said.at.split(':')[0])).toString('hex');
    if (still && (said.status === 'killed' || said.status === 'timeout')) noticed.set(name, said);
  }
}
rmSync(results, { force: true });

const { sources, mutants } = await instrumented();
const unitTests = testFiles(root, ['shared', 'electron/remote', 'electron/cli']);
const tests = TESTS.flatMap((some) => unitTests.filter((file) => some.test(file)));
const script = join(kept, 'unit-tests.cjs');
writeFileSync(script, await bundleTests(root, tests, sources));
// In the order in which they are drawn: what a run that is interrupted has judged is a sample, too.
const sample = mutants.filter((mutant) => drawn(mutant) < Number(values.share)).sort((a, b) => drawn(a) - drawn(b));
console.log(`${mutants.length} mutants, ${sample.length} in the sample of seed '${values.seed}'`);

const first = judge([script]);
const coverage = join(kept, 'coverage.json');
writeFileSync(coverage, JSON.stringify(await first.ask({ cover: tests })));
first.end();
console.log('All tests pass without a mutant.');

/** @type {Record<Verdict['status'], number>} */
const counts = { killed: 0, timeout: 0, survived: 0, 'no-coverage': 0 };
let told = 0;

/** @param {Mutant} mutant @param {Verdict} verdict */
function tell(mutant, { status, by }) {
  const { fileName, location, mutatorName, replacement } = mutant;
  const { start, end } = location;
  counts[status] += 1;
  const lines = textOf(fileName)
    .split('\n')
    .slice(start.line, end.line + 1);
  const was = lines.join('\n').slice(start.column, start.line === end.line ? end.column : undefined);
  const [name, file] = [named(mutant), digest(textOf(fileName)).toString('hex')];
  const at = `${fileName}:${start.line + 1}`;
  appendFileSync(results, `${JSON.stringify({ status, at, mutatorName, was, replacement, by, name, file })}\n`);
  told += 1;
  if (told % 25 === 0) console.log(`${told} of ${sample.length}: ${JSON.stringify(counts)}`);
}

for (const mutant of sample) {
  const before = noticed.get(named(mutant));
  if (before !== undefined) tell(mutant, before);
}
const waiting = sample.filter((mutant) => !noticed.has(named(mutant)));
async function work() {
  const worker = judge([script, coverage]);
  for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
    tell(mutant, (await worker.ask({ id: mutant.id, files: tests }, LIMIT_SECONDS)) ?? { status: 'timeout' });
  }
  worker.end();
}
await Promise.all(Array.from({ length: Number(values.workers) }, work));

const score = (100 * (counts.killed + counts.timeout)) / sample.length;
console.log(`${JSON.stringify(counts)}: ${score.toFixed(1)} % of ${sample.length} noticed, ${HELD} % are held`);
process.exit(score < HELD ? 1 : 0);
