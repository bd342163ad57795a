import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from './paths.mjs';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: inRoot(),
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(md|ts|tsx|mjs|css|sh)$/.test(path) && existsSync(inRoot(path)));

/** A path of this repository in backticks, as documents and comments name files; words in capitals stand for any name. */
const NAMED = /`((?:shared|electron|renderer|build|e2e|docs)\/[\w./-]+)`/g;

it('names no file or folder that is not there, in documents and in comments', () => {
  const missing = tracked.flatMap((path) =>
    [...readFileSync(inRoot(path), 'utf8').matchAll(NAMED)]
      .map(([, named = '']) => named)
      .filter((named) => !/[A-Z]{3,}/.test(named) && !existsSync(inRoot(named)))
      .map((named) => `${path}: ${named}`),
  );
  expect(missing).toEqual([]);
});
