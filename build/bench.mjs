/**
 * `npm run bench [-- NAME…]`: runs `e2e/bench/NAME.ts`, by default all of them, on the real lab and inside its network
 * namespace; those that only compute, without it. Each prints what it measured.
 */
import { existsSync, readdirSync } from 'node:fs';
import { installPackages } from './lib/npm.mjs';
import { inRoot } from './lib/paths.mjs';
import { preparation } from './lib/preparation.mjs';
import { endAll, run } from './lib/run.mjs';
import { bundleProgram } from './lib/typescript-program.mjs';

/** @param {string} line */
const say = (line) => console.error(line);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => endAll());

const folder = inRoot('e2e', 'bench');
const present = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => /^[^.]+\.ts$/.test(name))
      .map((name) => name.replace('.ts', ''))
  : [];
const chosen = process.argv.length > 2 ? process.argv.slice(2) : present;
const unknown = chosen.filter((name) => !present.includes(name));
if (unknown.length > 0 || chosen.length === 0) {
  say(`no such bench: ${unknown.join(' ')}; there are: ${present.join(' ') || 'none'}`);
  process.exit(2);
}

/** Benchmarks that need no other machine. */
const withoutLab = ['linear', 'practice', 'reach', 'window'];
/** And those that look at the built window. */
const inBrowser = ['window'];
const onLab = chosen.some((name) => !withoutLab.includes(name));
const looks = chosen.some((name) => inBrowser.includes(name));
const needs = /** @type {const} */ (['bundles', 'chromium', 'lab']).filter((need) =>
  need === 'lab' ? onLab : need === 'chromium' ? looks : onLab || looks,
);

const prepared = preparation(needs, say);
let failed = !(await installPackages({ say })).ok;
if (!failed) prepared.begin();
for (const need of needs) {
  const readiness = failed ? undefined : await prepared.ready(need);
  if (readiness && readiness.kind !== 'ready') {
    say(readiness.reason);
    failed = true;
  }
}
for (const name of failed ? [] : chosen) {
  say(`── ${name} ──`);
  const program = await bundleProgram(`${folder}/${name}.ts`);
  const command = [process.execPath, '--enable-source-maps', program];
  const ended = await run(withoutLab.includes(name) ? command : [inRoot('e2e/lab/lab'), 'alone', ...command]);
  failed ||= !ended.ok;
}
await prepared.end();
process.exit(failed ? 1 : 0);
