/**
 * What reader, rules and plan accept, no host refuses: labs beyond what is valid, deployed on practice hosts of each generation.
 * A seeded tenth; `TRUNKLINE_BEYOND_VALID=300` makes it so many for each.
 */
import { describe, expect, test } from 'vitest';
import { endOf, practiceOf } from '../../electron/practice/hosts/practice-machines.ts';
import { typed } from '../../electron/practice/hosts/testing/docker-host.ts';
import { releaseNames, releases } from '../../electron/practice/os/releases.ts';
import { managed } from '../../shared/lab/lab.ts';
import { readLab } from '../../shared/lab/read.ts';
import { planHost } from '../../shared/plan/plan-host.ts';
import { renderScript } from '../../shared/plan/script.ts';
import { refusals } from '../../shared/rules/validate.ts';
import { beyondValid } from './beyond-valid.ts';

const NONCE = 'n0nce0123456789abcdef';
const count = Number(process.env.TRUNKLINE_BEYOND_VALID ?? 30);
const seeds = Array.from({ length: count }, (_, at) => at);

type Fate = 'unreadable' | 'refused' | 'planned';

/** What a host said of it: without the marks of the script. */
const complaint = (said: string): string =>
  said
    .split('\n')
    .map((line) => line.replace(/^.*n0nce\w+ (?:lane )?out \d+ /, ''))
    .filter((line) => !line.includes(NONCE) && !/^[0-9a-f]{64}$|^\s*$/.test(line))
    .slice(-3)
    .join(' | ');

/** How it ends: refused before a host is touched, or taken by every host; else what a host said. */
async function fateOf(seed: number, release: (typeof releaseNames)[number]): Promise<Fate | string> {
  const { slips, file } = beyondValid(seed);
  const read = readLab(JSON.stringify(file));
  if (!read.ok) return 'unreadable';
  const lab = read.value;
  if (refusals(lab).length > 0) return 'refused';
  const practice = practiceOf(lab, { release: releases[release] });
  const planned = managed(lab).flatMap((host) => {
    const machine = practice.machine(host.name);
    return machine === undefined ? [] : [{ machine, ...planHost(lab, host, machine.state(), 'deploy') }];
  });
  if (planned.some(({ plan }) => plan.problems.some(({ severity }) => severity === 'error'))) return 'refused';
  for (const { machine, steps } of planned) {
    const script = renderScript(steps, { nonce: NONCE, stopToken: `${NONCE}s`, holder: 'somebody' });
    machine.userland.files.write('/tmp/script', script);
    const { status, stdout, stderr } = await typed(machine, 'sh /tmp/script');
    if (status !== 0)
      return `seed ${seed} (${slips.join(', ')}), ${machine.name} ${release}: ${complaint(`${stdout}\n${stderr}`)}`;
  }
  for (const machine of practice.machines()) endOf(machine);
  return 'planned';
}

describe.each(releaseNames)('practice hosts of %s', (release) => {
  test(`take what the plan accepts of ${count} labs beyond what is valid`, async () => {
    const fates: (Fate | string)[] = [];
    for (const seed of seeds) fates.push(await fateOf(seed, release));
    const times = (fate: Fate): number => fates.filter((one) => one === fate).length;
    const known = ['unreadable', 'refused', 'planned'];
    const refusedByHost = fates.filter((fate) => !known.includes(fate));
    console.log(
      `${release}: of ${count} labs ${times('unreadable')} not read, ${times('refused')} refused by rules or plan, ${times('planned')} deployed, ${refusedByHost.length} refused by a host`,
    );
    expect(refusedByHost).toEqual([]);
    expect(times('planned')).toBeGreaterThan(count / 10);
  }, 600_000);
});
