/**
 * Runs every script of `dash-corpus.json` with the dash of this machine, those of `bash-corpus.json` with its bash, and writes
 * down what they did. Each runs alone in an empty directory. `node electron/practice/shell/testing/record.mjs`
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

for (const [shell, name] of [
  ['dash', 'sh'],
  ['bash', 'bash'],
]) {
  const file = new URL(`${shell}-corpus.json`, import.meta.url);
  const corpus = JSON.parse(readFileSync(file, 'utf8')).map(({ script }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'corpus-'));
    try {
      const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };
      const { status, stdout, stderr } = spawnSync(shell, ['-c', script], { argv0: name, cwd, env, encoding: 'utf8' });
      return { script, status, stdout, stderr };
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
  writeFileSync(file, `${JSON.stringify(corpus, null, 2)}\n`);
}
