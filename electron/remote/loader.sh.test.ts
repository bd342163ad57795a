import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { explainLoaderFailure, type Loaded, loadScript, passwordTrial } from '../../shared/host/loader.ts';
import { shells } from './testing/shells.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trunkline-loader-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A program of the host, found before any other. */
function program(name: string, text: string): void {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${text}`);
  chmodSync(path, 0o755);
}

/** As sudo does it: -n never asks; -S reads the password from standard input, a byte at a time, up to three times. */
const sudo = ({ asks }: { readonly asks: boolean }): string => `
printf '%s\\n' "$*" >>${directory}/sudo-arguments
env >>${directory}/sudo-environment
while :; do case $1 in -n) never=yes; shift ;; -k | -S) shift ;; -p) shift 2 ;; *) break ;; esac; done
if [ ${asks ? 'yes' : 'no'} = no ]; then exec "$@"; fi
if [ "$never" ]; then echo "sudo: a password is required" >&2; exit 1; fi
tries=0
while IFS= read -r guess; do
printf '%s\\n' "$guess" >>${directory}/guesses
[ "$guess" = "ch\\alk 'n\\" cheese" ] && exec "$@"
tries=$((tries + 1))
[ $tries -lt 3 ] || break
echo "Sorry, try again." >&2
done
echo "sudo: $tries incorrect password attempts" >&2
exit 1
`;
const password = `ch\\alk 'n" cheese`;

const play = ({ command, stdin }: Loaded, shell = 'sh') => {
  const [name = 'sh', ...rest] = shell.split(' ');
  return spawnSync(name, [...rest, '-c', command], {
    input: stdin,
    encoding: 'utf8',
    // bash reads a .bashrc when it believes to run under sshd.
    env: { HOME: directory, PATH: `${directory}:${process.env.PATH}`, SSH_CONNECTION: '10.0.0.9 5000 10.0.0.1 22' },
  });
};
const read = (name: string): string =>
  existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : '';

const script = 'tell() { printf "%s|" "$@"; }\nexec </dev/null\ntell ran "$1" "$2"';

describe.each(shells.map(({ name, argv }) => ({ name, shell: argv.slice(0, -1).join(' ') })))(
  'a script that is loaded by a login of $name',
  ({ shell }) => {
    test('runs as root is found to be, and knows where our connection came in', () => {
      const result = play(loadScript({ script, privilege: undefined }), shell);
      expect(result).toMatchObject({ status: 0, stderr: '' });
      expect(result.stdout).toMatch(/^ran\|/);
    });

    test('runs under sudo', () => {
      program('sudo', sudo({ asks: false }));
      const result = play(loadScript({ script, privilege: 'sudo' }), shell);
      expect(result).toMatchObject({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||', stderr: '' });
    });

    test('runs under sudo with a password that nobody else sees', () => {
      program('sudo', sudo({ asks: true }));
      const result = play(loadScript({ script, privilege: 'sudo-password', password }), shell);
      expect(result).toMatchObject({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||', stderr: '' });
      expect(read('guesses')).toBe(`${password}\n`);
      expect(read('sudo-arguments') + read('sudo-environment')).not.toContain('chee');
    });

    test('does not take the password for a command where sudo did not want it', () => {
      program('sudo', sudo({ asks: false }));
      const asCommand = `touch ${join(directory, 'pwned')}`;
      const result = play(loadScript({ script, privilege: 'sudo-password', password: asCommand }), shell);
      expect(result).toMatchObject({ status: 0, stdout: 'ran|10.0.0.9 5000 10.0.0.1 22||', stderr: '' });
      expect(existsSync(join(directory, 'pwned'))).toBe(false);
    });

    test('does nothing when it arrived only in part', () => {
      const touching = `touch ${join(directory, 'touched')}\ntouch ${join(directory, 'touched')}`;
      program('sudo', sudo({ asks: true }));
      for (const privilege of ['root', 'sudo-password', undefined] as const) {
        const { command, stdin } = loadScript({ script: touching, privilege, password });
        for (const part of [0, 0.3, 0.6, 0.9]) {
          play({ command, stdin: stdin.slice(0, Math.floor(stdin.length * part)) }, shell);
        }
        play({ command, stdin: stdin.slice(0, stdin.lastIndexOf('}')) }, shell);
        expect(existsSync(join(directory, 'touched'))).toBe(false);
        expect(play({ command, stdin }, shell).status).toBe(0);
        expect(existsSync(join(directory, 'touched'))).toBe(true);
        rmSync(join(directory, 'touched'));
      }
    });
  },
);

describe('a password', () => {
  test('is tried once, so that nobody is locked out for what we send after it', () => {
    program('sudo', sudo({ asks: true }));
    expect(play(passwordTrial(password)).status).toBe(0);
    const refused = play(passwordTrial('chess'));
    expect(refused.status).toBe(1);
    expect(read('guesses')).toBe(`${password}\nchess\n`);
    expect(explainLoaderFailure(refused.stderr, { host: 'docker01', user: 'ada' })?.code).toBe('sudo-wrong-password');
  });
});
