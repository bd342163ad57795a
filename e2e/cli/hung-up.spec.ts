import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { templateNamed } from '../../shared/lab/templates.ts';
import { makeHome } from '../fixtures/home.ts';
import { cliPath } from '../fixtures/served.ts';

test('a terminal that goes away while it is asked something is an answer that never came, not an error', async () => {
  const home = makeHome();
  const file = join(home.path, 'lab.yaml');
  const code = join(home.path, 'code');
  writeFileSync(file, templateNamed('vlans-two-hosts')?.text ?? '');
  const inside = `"${process.execPath}" "${cliPath}" deploy "${file}" --practice; echo $? > "${code}"`;
  const terminal = spawn('script', ['--quiet', '--flush', '--command', `trap : HUP; ${inside}`, '/dev/null'], {
    cwd: home.path,
    // Node itself writes down what nobody has caught.
    env: { ...home.env, SHELL: '/bin/sh', NODE_OPTIONS: `--report-uncaught-exception --report-directory=${home.path}` },
  });
  await new Promise<void>((resolve) => {
    let said = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (/\[y\/N\]/.test(said)) resolve();
    });
  });
  terminal.kill('SIGKILL');
  const status = () => (existsSync(code) ? readFileSync(code, 'utf8') : '');
  await expect.poll(status, { timeout: 30_000 }).toBe('1\n');
  expect(readdirSync(home.path).filter((name) => name.startsWith('report.'))).toEqual([]);
  home.dispose();
});
