/**
 * `npm run fuzz [-- NAME…] [--seconds N] [--seed N] [--case N] [--aside]`: runs `e2e/fuzz/NAME.ts`, by default all of them, two at a time.
 * Each says what it ran; what it found is in `test-results/fuzz/` too, until it is run again. Without options a minute each, always the same one.
 * `--aside`: with what others leave of the processors, and each second is one that a fuzzer was at work.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installPackages } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { endAll, run } from './lib/run.mjs';
import { bundleProgram } from './lib/typescript-program.mjs';

const AT_A_TIME = 2;
/** On top of the time given: bundling, and the last case; on a machine with much else to do one takes minutes. */
const SPARE_MINUTES = 2;
const SPARE_SHARE = 0.25;
/** As many times as long may a fuzzer take that only gets what others leave. */
const TIMES_ASIDE = 20;

/** @param {string} line */
const say = (line) => console.log(line);
/** @param {string} line @returns {never} */
function refuse(line) {
  console.error(line);
  process.exit(2);
}

const number = /** @type {const} */ ({ type: 'string' });
const {
  values: { aside, ...values },
  positionals,
} = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { ...number, default: '60' },
    seed: { ...number, default: '1' },
    case: number,
    aside: { type: 'boolean', default: false },
  },
});
for (const [name, value] of Object.entries(values)) if (!/^\d{1,9}$/.test(value)) refuse(`--${name} takes a number`);

const present = readdirSync(inRoot('e2e', 'fuzz'))
  .filter((name) => /^[^.]+\.ts$/.test(name))
  .map((name) => name.replace('.ts', ''));
const chosen = positionals.length > 0 ? positionals : present;
const unknown = chosen.filter((name) => !present.includes(name));
if (unknown.length > 0) refuse(`no such fuzzer: ${unknown.join(' ')}; there are: ${present.join(' ')}`);

const findings = inRoot('test-results', 'fuzz');
let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    interrupted = true;
    endAll();
  });
}

/** @param {string} name @returns {Promise<boolean>} true when it found nothing */
async function runFuzzer(name) {
  const program = await bundleProgram(inRoot('e2e', 'fuzz', `${name}.ts`), 'fuzz');
  const options = Object.entries(values).flatMap(([option, value]) => [`--${option}`, value]);
  if (aside) options.push('--at-work');
  const ended = await run([process.execPath, '--enable-source-maps', program, ...options], {
    env: { TRUNKLINE_FUZZ_FINDINGS: findings },
    minutes: (Number(values.seconds) / 60) * (aside ? TIMES_ASIDE : 1 + SPARE_SHARE) + SPARE_MINUTES,
    aside,
    log: `${findings}/${name}.log`,
  });
  say(ended.tail.trimEnd());
  if (ended.timedOut) say(`${name} was ended: it did not end by itself.`);
  else if (ended.signal) say(`${name} was ended by ${ended.signal}.`);
  return ended.ok;
}

/** @param {string} file @param {string} fuzzer */
const ofFuzzer = (file, fuzzer) => file === `${fuzzer}.log` || /^-\d+-\d+\.txt$/.test(file.replace(fuzzer, ''));

let passed = 0;
/** @type {string[]} */
const failed = [];
if (!(await installPackages({ say: console.error })).ok) process.exit(1);
mkdirSync(findings, { recursive: true });
// Others may be running for hours: what they have found stays.
for (const name of readdirSync(findings).filter((file) => chosen.some((fuzzer) => ofFuzzer(file, fuzzer))))
  rmSync(`${findings}/${name}`);
const waiting = [...chosen];
await Promise.all(
  Array.from({ length: AT_A_TIME }, async () => {
    for (let name = waiting.shift(); name !== undefined && !interrupted; name = waiting.shift()) {
      if (await runFuzzer(name)) passed++;
      else failed.push(name);
    }
  }),
);
if (failed.length > 0) say(`found something, or did not run to its end: ${failed.join(' ')}`);
const report = process.env.TRUNKLINE_REPORT;
if (report) writeFileSync(report, JSON.stringify({ passed, failed: failed.length, skipped: 0, notes: [] }));
process.exit(failed.length > 0 || interrupted || passed === 0 ? 1 : 0);
