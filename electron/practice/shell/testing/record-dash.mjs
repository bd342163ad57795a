/**
 * Runs every script of `dash-corpus.json` with the dash of this machine and writes down what it did. Each runs alone in an
 * empty directory. `node electron/practice/shell/testing/record-dash.mjs`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = new URL('dash-corpus.json', import.meta.url);
const corpus = JSON.parse(readFileSync(file, 'utf8')).map(({ script }) => {
  const cwd = mkdtempSync(join(tmpdir(), 'corpus-'));
  try {
    const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync('dash', ['-c', script], { argv0: 'sh', cwd, env, encoding: 'utf8' });
    return { script, status, stdout, stderr };
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
writeFileSync(file, `${JSON.stringify(corpus, null, 2)}\n`);
