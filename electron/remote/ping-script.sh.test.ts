import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pingOutput } from '../../shared/verify/ping-output.ts';
import { type PingJob, pingScript } from '../../shared/verify/ping-script.ts';
import { type Shell, shells } from './testing/shells.ts';

const nonce = 'n0nce0123456789abcdef';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trunkline-ping-'));
  for (const program of ['ping', 'nsenter', 'docker']) {
    const path = join(directory, program);
    writeFileSync(path, `#!/bin/sh\necho "${program} $*"\necho "to stderr" >&2\nexit 1\n`);
    chmodSync(path, 0o755);
  }
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function play({ argv: [command, ...rest] }: Shell, jobs: readonly PingJob[], atOnce?: number) {
  const env = { ...process.env, PATH: `${directory}:${process.env.PATH}` };
  const said = spawnSync(command, rest, {
    input: pingScript(jobs, nonce, atOnce === undefined ? {} : { atOnce }),
    encoding: 'utf8',
    env,
  });
  expect(said.stderr).toBe('');
  const reader = pingOutput(nonce);
  const results = [...reader.push(said.stdout)].sort((a, b) => a.index - b.index);
  expect(reader.isDone()).toBe(true);
  return results;
}

/** Debian's busybox takes its own `ping` and `nsenter` before any in the path, so that it cannot be given false ones. */
const ordinary = shells.filter(({ name }) => name !== 'busybox ash');

describe.each(ordinary)('pings under $name', (shell) => {
  test('come from the host, from a namespace or from within a container, and tell all that was said', () => {
    const results = play(shell, [
      { index: 0, address: '10.0.0.1', from: { kind: 'host' } },
      { index: 1, address: '10.0.0.2', from: { kind: 'namespace', pid: 42 } },
      { index: 2, address: '10.0.0.3', from: { kind: 'container', name: 'bbox10' } },
    ]);
    expect(results.map(({ text }) => text)).toEqual([
      'ping -c 3 -i 0.2 -W 3 10.0.0.1\nto stderr',
      'nsenter -t 42 -n ping -c 3 -i 0.2 -W 3 10.0.0.2\nto stderr',
      'docker exec bbox10 ping -c 2 -W 3 10.0.0.3\nto stderr',
    ]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
  });

  test('run at the same time, all of them, none mixed with another', () => {
    const jobs = Array.from({ length: 100 }, (_, index): PingJob => {
      return { index, address: `10.0.0.${index}`, from: { kind: 'host' } };
    });
    const results = play(shell, jobs, 7);
    expect(results.map(({ index }) => index)).toEqual(jobs.map(({ index }) => index));
    expect(results.every(({ text, index }) => text === `ping -c 3 -i 0.2 -W 3 10.0.0.${index}\nto stderr`)).toBe(true);
  });

  test('that print without end are cut', () => {
    writeFileSync(join(directory, 'ping'), `#!/bin/sh\nhead -c 100000 /dev/zero | tr '\\0' x\n`);
    const [result] = play(shell, [{ index: 0, address: '10.0.0.1', from: { kind: 'host' } }]);
    expect(result?.text).toBe('x'.repeat(2000));
  });

  test('of nothing are nothing', () => {
    expect(play(shell, [])).toEqual([]);
  });
});
