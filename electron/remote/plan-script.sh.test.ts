import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { vlans } from '../../shared/lab/testing/examples.ts';
import { planDestroy, planHost } from '../../shared/plan/plan-host.ts';
import type { HostProgram } from '../../shared/plan/program.ts';
import { renderScript } from '../../shared/plan/script.ts';
import { type ScriptEvent, scriptOutput } from '../../shared/plan/script-output.ts';
import { machine } from '../../shared/plan/testing/hosts.ts';
import { runProgram } from '../../shared/plan/testing/machine.ts';
import { type Shell, shells } from './testing/shells.ts';

/** The article's second lab as real scripts, with programs that only write down what they were asked to do. */
const nonce = 'n0nce0123456789abcdef';
const before = machine('docker01', '192.168.1.11');
const [docker01] = vlans.hosts;
if (docker01 === undefined) throw new Error('the lab has a first host');
const deploy = planHost(vlans, docker01, before, 'deploy');
const destroy = planDestroy(runProgram(before, deploy), vlans.name, 'docker01');

let directory: string;
const at = (path: string): string => join(directory, path);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'trunkline-plan-'));
  mkdirSync(at('bin'));
  mkdirSync(at('lib'));
  for (const name of ['ens33.10', 'ens33.20']) {
    mkdirSync(at(`net/${name}`), { recursive: true });
    writeFileSync(at(`net/${name}/ifalias`), 'trunkline:vlans\n');
  }
  for (const program of ['ip', 'docker', 'iptables', 'sysctl']) fake(program, '');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A program that writes its words down, and then does what `does` says. */
function fake(program: string, does: string): void {
  writeFileSync(at(`bin/${program}`), `#!/bin/sh\necho "${program} $*" >>${at('log')}\n${does}\n`);
  chmodSync(at(`bin/${program}`), 0o755);
}

function play({ argv: [command, ...rest] }: Shell, { steps }: HostProgram): readonly ScriptEvent[] {
  const script = renderScript(steps, { nonce, stopToken: nonce, holder: 'ada deploys' })
    .replaceAll('/var/lib', at('lib'))
    .replaceAll('/run/', `${directory}/`)
    .replaceAll('/sys/class/net', at('net'));
  const PATH = `${at('bin')}:${process.env.PATH}`;
  const said = spawnSync(command, rest, { input: script, encoding: 'utf8', env: { ...process.env, PATH } });
  const reader = scriptOutput(nonce);
  return [...reader.push(said.stdout), ...reader.end()];
}

const log = (): readonly string[] => (existsSync(at('log')) ? readFileSync(at('log'), 'utf8').trim().split('\n') : []);
const shown = ({ plan }: HostProgram): readonly string[] =>
  plan.changes.flatMap(({ commands }) => commands).filter((line) => /^(ip|docker|iptables|sysctl) /.test(line));

/** Containers run side by side, so that any of them may be first. */
const inSomeOrder = (lines: readonly string[]): readonly string[] => {
  const isContainer = (line: string): boolean => /^docker (run|rm) /.test(line);
  const containers = lines.filter(isContainer).sort();
  return lines.map((line) => (isContainer(line) ? (containers.shift() ?? '') : line));
};

/** Debian's busybox takes its own `ip` before any in the path, so that it cannot be given a false one. */
const ordinary = shells.filter(({ name }) => name !== 'busybox ash');

describe.each(ordinary)('a whole plan under $name', (shell) => {
  test('runs what was shown, in that order but for containers side by side, and keeps what was there before', () => {
    const events = play(shell, deploy);
    expect(events.at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    expect(events.filter(({ type }) => type === 'step-ended')).toHaveLength(deploy.plan.changes.length);
    expect(inSomeOrder(log())).toEqual(inSomeOrder(shown(deploy)));
    expect(readdirSync(at('lib/trunkline/vlans')).sort()).toEqual(['inventory', 'saved']);
    expect(readFileSync(at('lib/trunkline/vlans/saved/promiscuous:ens33'), 'utf8')).toBe('off\n');
  });

  test('destroys what still carries the mark, and forgets', () => {
    play(shell, deploy);
    rmSync(at('log'));
    fake(
      'docker',
      `case $1 in ps) printf 'bbox10\\nbbox20\\n' ;; network) [ "$2" != ls ] || printf 'mac_net10\\nmac_net20\\n' ;; esac`,
    );
    expect(play(shell, destroy).at(-1)).toEqual({ type: 'finished', outcome: 'done' });
    const [ps, ls, ...rest] = log();
    expect([ps, ls]).toEqual([
      'docker ps -a --filter label=dev.trunkline.lab=vlans --format {{.Names}}',
      'docker network ls --filter label=dev.trunkline.lab=vlans --format {{.Name}}',
    ]);
    expect(inSomeOrder(rest)).toEqual(inSomeOrder(shown(destroy)));
    expect(readdirSync(at('lib'))).toEqual([]);
  });

  test('destroys nothing once somebody else has the name', () => {
    fake('docker', `[ "$1" != ps ] || echo bbox10`);
    expect(play(shell, destroy)).toEqual([{ type: 'changed', kind: 'container', name: 'bbox20' }]);
    expect(log().filter((line) => / rm | del /.test(line))).toEqual([]);
  });

  test('removes the container that a failed run left behind, found by its label', () => {
    fake(
      'docker',
      `case "$*" in run*bbox10*) echo 'Error response from daemon: Address already in use.' >&2; exit 125 ;; ps*) echo 4e0d1b60e2f3 ;; esac`,
    );
    const events = play(shell, deploy);
    const failed = deploy.plan.changes.findIndex(({ resource }) => resource === 'container:bbox10');
    expect(events.filter((event) => 'step' in event && event.step === failed)).toEqual([
      { type: 'step-started', step: failed },
      { type: 'step-output', step: failed, text: 'Error response from daemon: Address already in use.\n' },
      { type: 'step-undoing', step: failed },
      { type: 'step-ended', step: failed, exitCode: 125, command: 0 },
    ]);
    expect(events.at(-1)).toEqual({ type: 'finished', outcome: 'failed' });
    expect(log().filter((line) => /^docker (ps|rm) /.test(line))).toEqual([
      'docker ps -aq --filter label=dev.trunkline.lab=vlans --filter name=^/?bbox10$ --filter status=created',
      'docker rm -f -v 4e0d1b60e2f3',
    ]);
  });
});
