import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { inRoot } from './lib/paths.mjs';

/** What of a test shows in its whole process: clocks and globals that it puts others in place of, stores of the window, a count of everything open. */
const OF_ITS_PROCESS = /\bvi\.(?:mock|reset|spy|stub|use)|\.[gs]etState\(|getActiveResourcesInfo/;

const files = ['shared', 'electron', 'renderer', 'build', 'e2e'].flatMap((folder) =>
  readdirSync(inRoot(folder), { encoding: 'utf8', recursive: true })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const alone = files.filter((file) => OF_ITS_PROCESS.test(readFileSync(inRoot(file), 'utf8')));

/**
 * Most files share processes, as many as there are processors: what they import is evaluated once, not anew for each of some 200 files, which
 * took nearly half of the time. Those that show in their process have one of their own.
 */
export default defineConfig({
  root: inRoot(),
  test: {
    environment: 'node',
    // Two slow cores and a lab of three hosts beside it: a test fails by what it finds, not by the clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    passWithNoTests: true,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: { name: 'together', include: files.filter((file) => !alone.includes(file)), isolate: false },
      },
    ],
  },
});
