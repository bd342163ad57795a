/** Operations that are more than one command, in real shells: what they do to files, and what they ask of programs that only write down what they were asked. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../../shared/machine/operation.ts';
import { render } from '../../shared/machine/render.ts';
import { shells } from './testing/shells.ts';

describe.each(shells)('in $name', ({ name: shell, argv }) => {
  /** Busybox takes its own `sleep` and `wget` before those of the path: there nobody sees what they are asked, and waiting takes its time. */
  const seen = shell !== 'busybox ash';
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'machine-scripts-'));
    mkdirSync(join(root, 'bin'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const at = (name: string): string => join(root, name);
  const text = (name: string): string => readFileSync(at(name), 'utf8');
  /** Puts a program in front of the machine's own; what it is asked stands in `asked`. */
  function program(name: string, does = ':'): void {
    writeFileSync(at(`bin/${name}`), `#!/bin/sh\necho ${name} "$@" >>'${at('asked')}'\n${does}\n`);
    chmodSync(at(`bin/${name}`), 0o755);
  }
  const asked = (): readonly string[] => (existsSync(at('asked')) ? text('asked').trim().split('\n') : []);
  function run(operation: Operation, input = '') {
    const [, ...words] = render(operation);
    const [command, ...before] = argv.filter((word) => word !== '-s');
    const env = { ...process.env, PATH: [at('bin'), process.env.PATH].join(delimiter) };
    const { status, stderr } = spawnSync(command ?? '', [...before, ...words], {
      encoding: 'utf8',
      input,
      env,
      timeout: 120_000,
    });
    return [status, stderr.trim()];
  }
  const done = [0, ''];

  describe('the daemon’s file', () => {
    const write = (from: string | undefined, to: string | undefined, name = 'etc/docker/daemon.json') =>
      run({ do: 'write-daemon-file', path: at(name), from, to });
    const changed = [1, `${'etc/docker/daemon.json'} has changed since it was looked at`];
    const without = ([status, said]: readonly unknown[]) => [status, String(said).replace(`${root}/`, '')];

    it('comes with its directory, readable for all, to the byte', () => {
      expect(write(undefined, '{ "a": "100 %s\\n" }\n')).toEqual(done);
      expect(text('etc/docker/daemon.json')).toBe('{ "a": "100 %s\\n" }\n');
      expect(statSync(at('etc/docker/daemon.json')).mode & 0o777).toBe(0o644);
      expect(existsSync(at('etc/docker/daemon.json.new'))).toBe(false);
    });

    it('takes the old one’s place with its rights, and a link stays one', () => {
      mkdirSync(at('etc/docker'), { recursive: true });
      writeFileSync(at('real.json'), '{}');
      chmodSync(at('real.json'), 0o600);
      symlinkSync(at('real.json'), at('etc/docker/daemon.json'));
      expect(write('{}', '{ "b": 1 }\n')).toEqual(done);
      expect(text('real.json')).toBe('{ "b": 1 }\n');
      expect(statSync(at('real.json')).mode & 0o777).toBe(0o600);
      expect(lstatSync(at('etc/docker/daemon.json')).isSymbolicLink()).toBe(true);
    });

    it('is left where it is not what was seen, be it a line end, and goes where it is', () => {
      expect(without(write('{}', 'x'))).toEqual(expect.arrayContaining([1]));
      write(undefined, '{}\n');
      expect(without(write('{}', 'x'))).toEqual(changed);
      expect(without(write(undefined, 'x'))).toEqual(changed);
      expect(without(write('{}', undefined))).toEqual(changed);
      expect(text('etc/docker/daemon.json')).toBe('{}\n');
      expect(write('{}\n', undefined)).toEqual(done);
      expect(existsSync(at('etc/docker/daemon.json'))).toBe(false);
    });
  });

  describe('a registry', () => {
    const plain: Operation = { do: 'await-registry', port: 5000 };
    const secret: Operation = { do: 'await-registry', port: 5000, tls: true };
    /** Answers with each of these in turn, then with the last. */
    const curl = (...statuses: readonly string[]) =>
      program(
        'curl',
        `set -- ${statuses.join(' ')}\nn=$(grep -c ^curl '${at('asked')}')\n[ "$n" -lt $# ] || n=$#\nshift $((n - 1)); printf %s "$1"`,
      );
    beforeEach(() => {
      program('sleep');
      program('wget', 'exit 4');
    });

    it.each(['200', '401'])('that answers %s has answered', (status) => {
      curl(status);
      expect(run(plain)).toEqual(done);
      expect(asked()).toEqual([
        'curl -s -o /dev/null --noproxy * --max-time 5 -w %{http_code} http://127.0.0.1:5000/v2/',
      ]);
    });

    it('is asked each second until it does', () => {
      curl('000', '503', '200');
      expect(run(plain)).toEqual(done);
      expect(asked().filter((line) => line.startsWith('curl'))).toHaveLength(3);
      if (!seen) return;
      expect(
        asked()
          .filter((line) => /^(?:curl|sleep)/.test(line))
          .map((line) => line.slice(0, 7)),
      ).toEqual(['curl -s', 'sleep 1', 'curl -s', 'sleep 1', 'curl -s']);
    });

    it('that never does is told of after half a minute', () => {
      if (!seen) return;
      curl('500');
      expect(run(plain)).toEqual([1, 'the registry does not answer at http://127.0.0.1:5000/v2/']);
      expect(asked().filter((line) => line === 'sleep 1')).toHaveLength(29);
      expect(asked()).toContain('wget -q -T 5 -O /dev/null http://127.0.0.1:5000/v2/');
    });

    it.each([0, 6])('is asked by wget where there is no curl: it ends with %d where it was answered', (status) => {
      if (!seen) return;
      program('curl', 'exit 127');
      program('wget', `exit ${status}`);
      expect(run(plain)).toEqual(done);
      expect(asked()).not.toContain('sleep 1');
    });

    it('with a certificate is asked whosever that is', () => {
      curl('000', '200');
      expect(run(secret)).toEqual(done);
      if (!seen) return;
      expect(asked()).toEqual([
        'curl -sk -o /dev/null --noproxy * --max-time 5 -w %{http_code} https://127.0.0.1:5000/v2/',
        'wget -q -T 5 --no-check-certificate -O /dev/null https://127.0.0.1:5000/v2/',
        'sleep 1',
        'curl -sk -o /dev/null --noproxy * --max-time 5 -w %{http_code} https://127.0.0.1:5000/v2/',
      ]);
    });
  });

  describe('Docker’s trust in a registry', () => {
    const trust = (trusted: boolean, registry = '10.0.0.1:5000') => run({ do: 'await-trust', registry, trusted });
    beforeEach(() => program('sleep'));
    const says = (names: string) => program('docker', `echo '${names}'`);

    it('is there or not, and another name that contains it is another', () => {
      says('{"10.0.0.1:5000":{"Secure":false},"docker.io":{}}');
      expect([trust(true), trust(false, '0.0.1:5000')]).toEqual([done, done]);
      // On a busy machine the answer of a command is waited for besides.
      expect(asked().filter((line) => line !== 'sleep 0.1')).toEqual(
        Array(2).fill('docker info --format {{json .RegistryConfig.IndexConfigs}}'),
      );
      if (!seen) return;
      expect(trust(false)).toEqual([1, 'Docker still has 10.0.0.1:5000 in its settings']);
      expect(trust(true, '10.0.0.1')).toEqual([1, 'Docker has not taken 10.0.0.1 from its settings']);
      expect(asked().filter((line) => line === 'sleep 1')).toHaveLength(58);
    });

    it.each([true, false])('is unknown where Docker does not answer, when it should be %s', (trusted) => {
      program('docker', 'echo Cannot connect to the Docker daemon. >&2; exit 1');
      if (seen) expect(trust(trusted)).toEqual([1, 'Cannot connect to the Docker daemon.']);
    });
  });

  describe('what a failed run has left', () => {
    const operation: Operation = { do: 'remove-unstarted', name: 'a.b', label: 'l=x' };
    const list = 'docker ps -aq --filter label=l=x --filter name=^/?a\\.b$ --filter status=created';

    it('goes by its label, its name and its never having run', () => {
      program('docker', '[ "$1" != ps ] || echo 4711');
      expect(run(operation)).toEqual(done);
      expect(asked()).toEqual([list, 'docker rm -f -v 4711']);
    });

    it('may be nothing', () => {
      program('docker');
      expect(run(operation)).toEqual(done);
      expect(asked()).toEqual([list]);
    });

    it('is not known where Docker does not answer', () => {
      program('docker', 'exit 1');
      expect(run(operation)[0]).toBe(1);
    });
  });

  // Where it keeps what it logs in with is a place that only root may write to.
  describe.runIf(process.getuid?.() === 0)('a pull with a login', () => {
    const pull: Operation = {
      do: 'pull-image',
      image: '10.0.0.1:5000/a:1',
      login: {
        registry: '10.0.0.1:5000',
        user: 'lab',
        feed: { kind: 'registry-password', host: 'docker01', image: 'a:1' },
      },
    };
    const folders = (): readonly string[] => [...new Set(asked().map((line) => line.split(' ')[2] ?? ''))];
    const words = (): readonly string[] => asked().map((line) => line.replace(/\/run\/trunkline-login\.\w+/, 'DIR'));

    it('has the password on standard input, and its folder for itself and no longer', () => {
      program(
        'docker',
        `case $3 in login) cat >'${at('password')}'; echo told ;; *) ls -ld "$2" >'${at('folder')}' ;; esac`,
      );
      expect(run(pull, 'secret')).toEqual(done);
      expect(words()).toEqual([
        'docker --config DIR login -u lab --password-stdin 10.0.0.1:5000',
        'docker --config DIR pull 10.0.0.1:5000/a:1',
      ]);
      expect(text('password')).toBe('secret');
      expect(text('folder')).toMatch(/^drwx------/);
      expect(folders().map((folder) => [folder.slice(0, 21), existsSync(folder)])).toEqual([
        ['/run/trunkline-login.', false],
      ]);
    });

    it('says why it was not let in, and pulls nothing', () => {
      program('docker', 'echo unauthorized; exit 1');
      expect(run(pull, 'wrong')).toEqual([1, 'unauthorized']);
      expect(words()).toEqual(['docker --config DIR login -u lab --password-stdin 10.0.0.1:5000']);
      expect(folders().some((folder) => existsSync(folder))).toBe(false);
    });

    it('ends as the pull does', () => {
      program('docker', '[ "$3" = login ] || exit 9');
      expect(run({ ...pull, do: 'push-image' }, 'secret')).toEqual([9, '']);
      expect(words().at(-1)).toBe('docker --config DIR push 10.0.0.1:5000/a:1');
      expect(folders().some((folder) => existsSync(folder))).toBe(false);
    });
  });
});
