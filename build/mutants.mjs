/**
 * `npm run mutants [-- OPTION…]`: breaks lines of `shared/lab/things` and `shared/machine` one at a time and says which of them no unit
 * test notices. On demand, since it takes an hour: a seeded sample, the same one each time. Ends with 1 below the score that is
 * held (`mutants/stryker.config.mjs`).
 *
 *     --share 0.11      how many of all mutants, about five thousand
 *     --seed WORD       another sample
 *     --mutate GLOB…    files, instead of both folders
 *
 * Stryker is fetched into `.cache` the first time: a hundred and thirty packages that nothing else needs.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

const VERSION = '9.6.1';
const home = inRoot('.cache', `stryker-${VERSION}`);
const program = `${home}/node_modules/@stryker-mutator/core/bin/stryker.js`;

const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '0.11' },
    seed: { type: 'string', default: 'trunkline' },
    mutate: { type: 'string', multiple: true, default: [] },
  },
});

if (!existsSync(program)) {
  mkdirSync(home, { recursive: true });
  writeFileSync(`${home}/package.json`, '{ "private": true }\n');
  const packages = ['core', 'vitest-runner'].map((name) => `@stryker-mutator/${name}@${VERSION}`);
  // Not the peers: it is to run this repository's own vitest, which it finds further up.
  const fetched = await run(['npm', 'install', '--prefix', home, '--legacy-peer-deps', ...packages], { minutes: 10 });
  if (!fetched.ok) process.exit(1);
}
const { ok } = await run([process.execPath, program, 'run', inRoot('build/mutants/stryker.config.mjs')], {
  env: {
    TRUNKLINE_MUTANTS_SHARE: values.share,
    TRUNKLINE_MUTANTS_SEED: values.seed,
    TRUNKLINE_MUTANTS_FILES: values.mutate.join(' '),
  },
  minutes: 300,
});
process.exit(ok ? 0 : 1);
