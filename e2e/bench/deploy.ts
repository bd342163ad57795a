/**
 * Our deploy of the VLAN template, the whole command from start to end, against the same commands in one bare script per host,
 * run by ssh on all hosts at once. It runs inside the lab's network namespace: `npm run bench -- deploy`. Both on the real lab, in turn; the median of the pairs' ratios is what counts (target: 1.25).
 * And a deploy that changes nothing, against a bare `ssh host true` to the slowest host.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templateNamed } from '../../shared/lab/templates.ts';
import type { PlanDocument } from '../fixtures/cli-json.ts';
import { knownHostsLines, LAB_HOSTS, type LabHost, labHosts, labKey, shell, up } from '../lab/lab.ts';
import { median, seconds, shown } from './lib/measure.ts';

const ROUNDS = Number(process.env.TRUNKLINE_BENCH_ROUNDS ?? 3);
const home = mkdtempSync(join(tmpdir(), 'trunkline-bench-'));
const file = join(home, 'lab.yaml');
const known = join(home, 'known_hosts');
const cli = join(process.cwd(), 'dist', 'cli.cjs');

function trunkline(...words: string[]): Promise<{ readonly code: number; readonly stdout: string }> {
  const [command = '', ...rest] = words;
  const all = [cli, command, file, ...rest, '--key', labKey, '--known-hosts', known];
  return new Promise((resolve) => {
    execFile(process.execPath, all, { encoding: 'utf8', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const code = error ? Number(error.code) : 0;
      if (code === 1) process.stderr.write(stderr);
      resolve({ code, stdout });
    });
  });
}

function bare(host: LabHost, script: string): Promise<void> {
  const options = ['-F', '/dev/null', '-i', labKey, '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'];
  const child = spawn('ssh', [...options, `root@${LAB_HOSTS[host]}`, 'sh', '-es'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(script);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`bare script on ${host} ended with ${code}`)),
    );
  });
}

async function clear(): Promise<void> {
  const { code } = await trunkline('destroy', '--yes');
  if (code !== 0) throw new Error('destroy failed');
  // The bare script keeps no old value that destroy could restore.
  await Promise.all((['docker01', 'docker02'] as const).map((host) => shell(host, 'ip link set ens33 promisc off')));
}

await up();
writeFileSync(file, templateNamed('vlans-two-hosts')?.text ?? '');
writeFileSync(known, knownHostsLines());
await clear();

const { hosts } = JSON.parse((await trunkline('plan', '--json')).stdout) as PlanDocument;
const scripts = labHosts.map((host) => ({
  host,
  script: (hosts[host]?.changes ?? [])
    .flatMap(({ commands }) => commands)
    // What we keep to restore and to prove is our own cost.
    .filter((command) => !command.includes('/var/lib/trunkline/'))
    .map((command) => `${command}\n`)
    .join(''),
}));

const ours: number[] = [];
const theirs: number[] = [];
const again: number[] = [];
const plain: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  theirs.push(await seconds(() => Promise.all(scripts.map(({ host, script }) => bare(host, script)))));
  await clear();
  ours.push(await seconds(() => trunkline('deploy', '--yes', '--json')));
  again.push(await seconds(() => trunkline('deploy', '--yes', '--json')));
  plain.push(Math.max(...(await Promise.all(labHosts.map((host) => seconds(() => bare(host, 'true')))))));
  await clear();
}
rmSync(home, { recursive: true, force: true });

const ratios = ours.map((value, index) => value / (theirs[index] ?? value));
console.log(`deploy of the VLAN template            ${shown(ours)}`);
console.log(`the same commands, one bare script each ${shown(theirs)}`);
console.log(`ratio                                   ${median(ratios).toFixed(2)} (target: at most 1.25)`);
console.log(`deploy that changes nothing             ${shown(again)}`);
console.log(`ssh host true, slowest host             ${shown(plain)}`);
console.log(`ratio                                   ${(median(again) / median(plain)).toFixed(2)}`);
