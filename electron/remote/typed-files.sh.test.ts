/** What is written into a file, typed by a person: the same bytes as the script leaves there. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Operation } from '../../shared/machine/operation.ts';
import { commandLine } from '../../shared/plan/command-line.ts';
import { wordsOf } from '../../shared/plan/program.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function left(from: string | undefined, to: string | undefined, how: 'typed' | 'script'): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'trunkline-typed-'));
  folders.push(folder);
  const path = join(folder, 'docker', 'daemon.json');
  if (from !== undefined) {
    mkdirSync(join(folder, 'docker'));
    writeFileSync(join(folder, 'kept.json'), from, { mode: 0o600 });
    symlinkSync(join(folder, 'kept.json'), path);
  }
  const operation: Operation = { do: 'write-daemon-file', path, from, to };
  if (how === 'typed') execFileSync('sh', ['-c', commandLine({ kind: 'do', operation })]);
  else {
    const [command = '', ...words] = wordsOf({ kind: 'do', operation });
    execFileSync(command, words);
  }
  if (!existsSync(path)) return undefined;
  if (from !== undefined) {
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
  return readFileSync(path, 'utf8');
}

test.each([
  ['is new', undefined, '{\n  "insecure-registries": ["192.168.1.11:5000"]\n}\n'],
  ['is there', '{ "debug": true }', '{ "debug": true, "insecure-registries": ["192.168.1.11:5000"] }\n'],
  ['ends without a line feed', '{}\n', '{ "it\'s": "$HOME `id`" }'],
  ['has lines that end what is typed', '{}\n', '{}\nEND\nEND_\n'],
])('a file that %s', (_what, from, to) => {
  expect(left(from, to, 'typed')).toBe(to);
  expect(left(from, to, 'script')).toBe(to);
});

test('a file that goes is typed as what it is', () => {
  expect(
    commandLine({
      kind: 'do',
      operation: { do: 'write-daemon-file', path: '/etc/docker/daemon.json', from: '{}', to: undefined },
    }),
  ).toBe('rm /etc/docker/daemon.json');
});

test.each<readonly [Operation, string]>([
  [
    { do: 'await-registry', port: 5000 },
    "until curl -s -o /dev/null --noproxy '*' http://127.0.0.1:5000/v2/; do sleep 1; done",
  ],
  [
    { do: 'await-registry', port: 5000, tls: true },
    "until curl -s -o /dev/null --noproxy '*' -k https://127.0.0.1:5000/v2/; do sleep 1; done",
  ],
  [
    { do: 'await-trust', registry: 'reg:5000', trusted: true },
    'until docker info 2>/dev/null | grep -wF reg:5000; do sleep 1; done',
  ],
  [
    { do: 'await-trust', registry: 'reg:5000', trusted: false },
    'while docker info 2>/dev/null | grep -wF reg:5000; do sleep 1; done',
  ],
])('what is waited for is one line that anybody can read: %j', (operation, typed) => {
  expect(commandLine({ kind: 'do', operation })).toBe(typed);
});
