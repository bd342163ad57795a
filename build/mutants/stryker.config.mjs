/** How `npm run mutants` breaks lines, and what holds them. */
import { inRoot } from '../lib/paths.mjs';

const files = process.env.TRUNKLINE_MUTANTS_FILES?.split(' ').filter(Boolean) ?? [];

export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/vitest-runner', inRoot('build/mutants/sample.mjs'), inRoot('build/mutants/told.mjs')],
  testRunner: 'vitest',
  vitest: { configFile: 'build/mutants/vitest.config.ts', related: false },
  checkers: ['sample'],
  mutate: [...(files.length > 0 ? files : ['shared/lab/things/**/*.ts', 'shared/machine/**/*.ts']), '!**/*.test.ts'],
  ignorePatterns: ['dist', 'test-results', '.cache', 'e2e', 'renderer'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A busy machine is no loop without an end.
  timeoutMS: 120_000,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  tsconfigFile: 'none.json',
  tempDirName: '.cache/mutants',
  reporters: ['clear-text', 'progress-append-only', 'told'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 85 },
};
