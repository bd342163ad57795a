/**
 * What `npm test` runs, in this order. A new suite is one entry here; what it needs of the machine is one entry in
 * `lib/needs.mjs`.
 */
import { inRoot } from './lib/paths.mjs';

/**
 * @typedef {object} Suite
 * @property {string} id by which it can be run alone: `node build/test.mjs ID`
 * @property {string} title
 * @property {readonly string[]} command
 * @property {number} minutes after which it is ended and has failed
 * @property {'vitest' | 'playwright' | 'counts'} [reporter] that writes its counts to the file named by TRUNKLINE_REPORT,
 *   `counts` as they are; a suite without one is a single check
 * @property {readonly (keyof typeof import('./lib/needs.mjs').needs)[]} [needs]
 * @property {boolean} [always] in CI it may neither be skipped nor skip any of its tests
 * @property {string} [beside] the suite that it runs beside, with what that leaves of the processors, when both are run
 */

const bin = (/** @type {string} */ path) => [process.execPath, inRoot('node_modules', path)];
const playwright = (/** @type {string[]} */ ...options) => [
  ...bin('@playwright/test/cli.js'),
  'test',
  `--config=${inRoot('e2e/playwright.config.ts')}`,
  ...options,
];

/** Hosts of the lab are slow and there is one set of them: one test at a time, each with minutes. */
const ON_THE_LAB = ['--grep=@lab', '--workers=1', '--timeout=300000'];
const WITHOUT_LAB = ['--grep-invert=@lab'];

/**
 * On Linux windows open on a display of their own, so that a run disturbs nobody. `-noreset`: between two programs nobody is
 * connected, and a display that starts anew just then refuses the next.
 * @param {string[]} command
 */
const onDisplay = (command) =>
  process.platform === 'linux'
    ? ['xvfb-run', '-a', '-s', '-screen 0 1680x1050x24 -noreset -nolisten tcp', ...command]
    : command;

/** Browser, program and server run inside the lab's network namespace: traffic to its hosts never leaves it. @param {string[]} command */
const inLab = (command) => [inRoot('e2e/lab/lab'), 'alone', ...command];

/** @type {readonly Suite[]} */
export const suites = [
  {
    id: 'lint',
    title: 'Lint and formatting',
    command: [...bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
    minutes: 5,
  },
  { id: 'floors', title: 'Which way imports go', command: [process.execPath, inRoot('build/floors.mjs')], minutes: 1 },
  { id: 'types', title: 'Types', command: [...bin('typescript/bin/tsc'), '-b'], minutes: 5 },
  {
    id: 'unit',
    title: 'Unit tests',
    command: [...bin('vitest/vitest.mjs'), 'run', `--config=${inRoot('build/vitest.config.ts')}`],
    reporter: 'vitest',
    needs: ['tools'],
    minutes: 20,
    always: true,
  },
  {
    id: 'fuzz',
    title: 'Fuzzers, a minute each',
    command: [process.execPath, inRoot('build/fuzz.mjs'), '--aside'],
    reporter: 'counts',
    minutes: 60,
    always: true,
    // The hosts wait for one another, which leaves a third of two processors idle.
    beside: 'lab',
  },
  { id: 'build', title: 'Build', command: [process.execPath, inRoot('build/bundle.mjs')], minutes: 5 },
  {
    id: 'browser',
    title: 'Window in Chromium, and command line',
    command: playwright('--project=browser', '--project=cli', ...WITHOUT_LAB),
    reporter: 'playwright',
    needs: ['bundles', 'chromium'],
    minutes: 25,
    always: true,
  },
  {
    id: 'electron',
    title: 'Packaged program in Electron',
    command: onDisplay(playwright('--project=electron', ...WITHOUT_LAB)),
    reporter: 'playwright',
    needs: ['bundles', 'display', 'electron'],
    minutes: 25,
    always: true,
  },
  {
    id: 'lab',
    title: 'Real lab: window in Chromium, and command line',
    command: inLab(playwright('--project=lab', '--project=browser', '--project=cli', ...ON_THE_LAB)),
    reporter: 'playwright',
    needs: ['bundles', 'chromium', 'lab'],
    minutes: 60,
    always: true,
  },
  {
    id: 'electron-lab',
    title: 'Real lab: packaged program in Electron',
    command: inLab(onDisplay(playwright('--project=electron', ...ON_THE_LAB))),
    reporter: 'playwright',
    needs: ['bundles', 'display', 'electron', 'lab'],
    minutes: 15,
    always: true,
  },
];
