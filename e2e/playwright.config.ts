import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import type { AppOptions } from './fixtures/app.ts';

const CI = process.env.CI !== undefined && process.env.CI !== 'false';
/** Set by `npm test`, which adds up what the suites report and keeps their leftovers apart. */
const report = process.env.TRUNKLINE_REPORT;
/** In Chromium it takes an eighth of all tests' time, so there it is asked for; a failed test always leaves a screenshot and what the page said. */
const trace = { mode: 'retain-on-failure', screenshots: false } as const;
const inChromium = process.env.TRUNKLINE_TRACE ? trace : 'off';
const results = fileURLToPath(new URL('../test-results', import.meta.url));

/**
 * Specs of the window run twice, by one option: in a browser, against `trunkline serve`, and in the packaged program.
 * What only one of the two can do stands in `browser/` and `electron/`: no spec skips itself.
 * Specs that need the real lab are tagged `@lab` and run one at a time, inside the lab's network namespace.
 */
export default defineConfig<AppOptions>({
  testDir: '.',
  outputDir: `${results}/${process.env.TRUNKLINE_SUITE ?? 'playwright'}`,
  forbidOnly: CI,
  fullyParallel: true,
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { screenshot: 'only-on-failure', trace: inChromium },
  reporter: report ? [['list'], ['json', { outputFile: report }]] : [['list']],
  projects: [
    { name: 'lab', testMatch: ['e2e/lab/*.spec.ts', 'faults/*.spec.ts'] },
    { name: 'browser', testMatch: ['window/**/*.spec.ts', 'browser/**/*.spec.ts'], use: { shell: 'browser' } },
    {
      name: 'electron',
      testMatch: ['window/**/*.spec.ts', 'electron/**/*.spec.ts'],
      use: { shell: 'electron', trace },
    },
    { name: 'cli', testMatch: 'cli/**/*.spec.ts' },
  ],
});
