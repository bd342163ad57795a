/**
 * Runs every script of `dash-corpus.json` with the dash of this machine, those of `bash-corpus.json` with its bash, and writes
 * down what they did and which version it was. Each runs alone in an empty directory. `node electron/practice/shell/testing/record.mjs`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Its standard input being a socket, bash takes itself for a login over the network, and reads its user's settings.
for (const [shell, name, options] of [
  ['dash', 'sh', []],
  ['bash', 'bash', ['--norc']],
]) {
  const file = new URL(`${shell}-corpus.json`, import.meta.url);
  const answeredBy = execFileSync('dpkg-query', ['-W', shell], { encoding: 'utf8' }).trim().replace('\t', ' ');
  const scripts = JSON.parse(readFileSync(file, 'utf8')).scripts.map(({ script }) => {
    const cwd = mkdtempSync(join(tmpdir(), 'corpus-'));
    try {
      const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C' };
      const how = { argv0: name, cwd, env, encoding: 'utf8', timeout: 10_000 };
      const { status, stdout, stderr } = spawnSync(shell, [...options, '-c', script], how);
      return { script, status, stdout, stderr };
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
  writeFileSync(file, `${JSON.stringify({ answeredBy, scripts }, null, 2)}\n`);
}
