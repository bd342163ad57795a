/**
 * Our deploys, the whole command from start to end, against the same commands in one bare script per host, run by ssh on all
 * hosts at once: of the VLAN template (target: 1.0), and of six containers on each of two hosts, which we start side by side
 * and the bare script one after the other (target: 0.75). Both on the real lab, in turn; the median of the pairs' ratios is
 * what counts. And a deploy that changes nothing, against asking the slowest host for its Docker and its addresses (target:
 * 1.5). It runs inside the lab's network namespace: `npm run bench -- deploy`.
 *
 * A host of the lab has one processor. For how much of a bare script it has nothing to do is told too: side by side can gain no
 * more than that there.
 */
import { writeFileSync } from 'node:fs';
import { templateNamed } from '../../shared/lab/templates.ts';
import type { PlanDocument } from '../fixtures/cli-json.ts';
import { LAB_HOSTS, type LabHost, labHosts, shell, up } from '../lab/lab.ts';
import { median, seconds, shown } from './lib/measure.ts';
import { onLab } from './lib/on-lab.ts';

await up();
const { file, trunkline, bare, end } = onLab();
const ROUNDS = Number(process.env.TRUNKLINE_BENCH_ROUNDS ?? 3);
async function clear(): Promise<void> {
  const { code } = await trunkline('destroy', '--yes');
  if (code !== 0) throw new Error('destroy failed');
  // The bare script keeps no old value that destroy could restore.
  await Promise.all((['docker01', 'docker02'] as const).map((host) => shell(host, 'ip link set ens33 promisc off')));
}

const SIX = `trunkline: 1
name: six-each
segments: { lan: { vlans: all } }
hosts:
${(['docker01', 'docker02'] as const)
  .map(
    (host, at) => `  ${host}:
    ssh: { address: ${LAB_HOSTS[host]}, user: root }
    interfaces: { ens33: { segment: lan, address: ${LAB_HOSTS[host]}/24, promiscuous: true } }
    containers:
${[1, 2, 3, 4, 5, 6]
  .map(
    (box) =>
      `      box${at}${box}: { image: busybox, command: sh, networks: { six: 172.22.17.${at * 10 + 10 + box} } }\n`,
  )
  .join('')}`,
  )
  .join('')}networks:
  six: { driver: macvlan, subnet: 172.22.17.0/24, gateway: 172.22.17.1, parents: { docker01: ens33, docker02: ens33 } }
`;

/** The same commands that a deploy would run, a script for each host. */
async function bareScripts(): Promise<readonly { readonly host: LabHost; readonly script: string }[]> {
  const { hosts } = JSON.parse((await trunkline('plan', '--json')).stdout) as PlanDocument;
  return labHosts.map((host) => ({
    host,
    script: (hosts[host]?.changes ?? [])
      .flatMap(({ commands }) => commands)
      // What we keep to restore and to prove is our own cost.
      .filter((command) => !command.includes('/var/lib/trunkline/'))
      .map((command) => `${command}\n`)
      .join(''),
  }));
}

/** How long a host's processors have had nothing to do since it started, and all that they had. */
async function idleness(host: LabHost): Promise<{ readonly idle: number; readonly all: number }> {
  const ticks = (await shell(host, 'head -n 1 /proc/stat')).trim().split(/\s+/).slice(1).map(Number);
  const [, , , idle = 0, waiting = 0] = ticks;
  return { idle: idle + waiting, all: ticks.reduce((sum, one) => sum + one, 0) };
}

/** The share of some work in which a host's processors have nothing to do. */
async function idleDuring(host: LabHost, work: () => Promise<unknown>): Promise<number> {
  const before = await idleness(host);
  await work();
  const after = await idleness(host);
  return (after.idle - before.idle) / (after.all - before.all);
}

async function measure(
  lab: string,
): Promise<Readonly<Record<'ours' | 'theirs' | 'idle' | 'again' | 'asked', readonly number[]>>> {
  writeFileSync(file, lab);
  await clear();
  const scripts = await bareScripts();
  const found = {
    ours: [] as number[],
    theirs: [] as number[],
    idle: [] as number[],
    again: [] as number[],
    asked: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const bareScript = () => Promise.all(scripts.map(({ host, script }) => bare(host, script)));
    found.idle.push(
      await idleDuring('docker01', async () => {
        found.theirs.push(await seconds(bareScript));
      }),
    );
    await clear();
    found.ours.push(await seconds(() => trunkline('deploy', '--yes', '--json')));
    found.again.push(await seconds(() => trunkline('deploy', '--yes', '--json')));
    const look = 'docker version; ip -j addr';
    found.asked.push(Math.max(...(await Promise.all(labHosts.map((host) => seconds(() => bare(host, look)))))));
    await clear();
  }
  return found;
}

const ratio = (ours: readonly number[], theirs: readonly number[], target: string): string =>
  `ratio                                     ${median(ours.map((value, at) => value / (theirs[at] ?? value))).toFixed(2)} (target: at most ${target})`;

const percent = (shares: readonly number[]): string => `${(median(shares) * 100).toFixed(1)} %`;

const vlans = await measure(templateNamed('vlans-two-hosts')?.text ?? '');
const six = await measure(SIX);
end();

console.log(`deploy of the VLAN template              ${shown(vlans.ours)}`);
console.log(`the same commands, one bare script each  ${shown(vlans.theirs)}`);
console.log(ratio(vlans.ours, vlans.theirs, '1.0'));
console.log(`deploy of six containers on each host    ${shown(six.ours)}`);
console.log(`the same commands, one bare script each  ${shown(six.theirs)}`);
console.log(ratio(six.ours, six.theirs, '0.75'));
console.log(
  `docker01 has nothing to do in that script ${percent(six.idle)} of the time (in that of VLANs ${percent(vlans.idle)})`,
);
console.log(`deploy that changes nothing              ${shown(vlans.again)}`);
console.log(`docker version; ip -j addr, slowest host ${shown(vlans.asked)}`);
console.log(ratio(vlans.again, vlans.asked, '1.5'));
