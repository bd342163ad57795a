/**
 * Records what real hosts answer: types each session on fresh hosts of the real lab, as root, and keeps command, output and
 * exit status as they came, with all hosts on one generation after the other. Practice hosts are held against it in `electron/practice/conformance`.
 *
 *     npm run record [-- GENERATION… SESSION…]
 */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answerers, Recording, ShellAnswer } from '../../electron/practice/conformance/answer.ts';
import {
  generations,
  knownHostsLines,
  LAB_HOSTS,
  type LabGeneration,
  type LabHost,
  labGenerations,
  labHosts,
  labKey,
  reset,
  shell,
  up,
} from '../lab/lab.ts';
import { sessions } from './sessions.ts';

const corpus = join(process.cwd(), 'electron', 'practice', 'conformance', 'corpus');
const home = mkdtempSync(join(tmpdir(), 'trunkline-record-'));
const known = join(home, 'known_hosts');

function type(host: LabHost, command: string): Promise<ShellAnswer> {
  const options = ['-F', '/dev/null', '-i', labKey, '-o', `UserKnownHostsFile=${known}`, '-o', 'LogLevel=ERROR'];
  // One connection for all that is typed at a host: each new one costs it half a second.
  options.push('-o', 'ControlMaster=auto', '-o', `ControlPath=${join(home, '%h')}`, '-o', 'ControlPersist=600');
  const child = spawn('ssh', [...options, `root@${LAB_HOSTS[host]}`, command], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) =>
      resolve({ on: host, run: command, status: status ?? -1, stdout: lines(said.stdout), stderr: lines(said.stderr) }),
    );
  });
}

const hangUp = (host: LabHost): Promise<unknown> =>
  new Promise((resolve) => {
    execFile(
      'ssh',
      ['-F', '/dev/null', '-O', 'exit', '-o', `ControlPath=${join(home, '%h')}`, LAB_HOSTS[host]],
      resolve,
    );
  });

/** The last element is what stands after the last line end: mostly nothing. */
const lines = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** Packages whose programs answer; the kernel is one for all. */
const PACKAGES = ['iproute2', 'iptables', 'iputils-ping', 'iputils-arping', 'kmod', 'procps', 'systemd', 'coreutils'];

async function answerers(): Promise<Answerers> {
  const told = await shell(
    'docker01',
    `. /etc/os-release; echo "$VERSION_CODENAME"; uname -r; docker version --format '{{.Server.Version}}'
     dpkg-query -W -f '\${Package} \${Version}\\n' ${PACKAGES.join(' ')}`,
  );
  const [release = '', kernel = '', docker = '', ...packages] = told.trim().split('\n');
  return { release, kernel, docker, packages: Object.fromEntries(packages.map((line) => line.split(' '))) };
}

const words = process.argv.slice(2);
const isGeneration = (word: string): word is LabGeneration => labGenerations.some((generation) => generation === word);
const chosen = words.filter(isGeneration);
const wanted = words.filter((word) => !isGeneration(word));
const unknown = wanted.filter((word) => !sessions.some(({ name }) => name === word));
if (unknown.length > 0) throw new Error(`neither a session nor a generation: ${unknown.join(' ')}`);

const before = await generations();
for (const generation of chosen.length > 0 ? chosen : labGenerations) {
  await up(generation);
  // Whoever was typed at begins anew for the next session; what was there before this run is not known.
  let typedAt: ReadonlySet<LabHost> = new Set(labHosts);
  mkdirSync(join(corpus, generation), { recursive: true });
  let answeredBy: Answerers | undefined;
  for (const session of sessions) {
    if (wanted.length > 0 && !wanted.includes(session.name)) continue;
    await reset(...typedAt);
    typedAt = new Set(session.typed.map(([host]) => host));
    writeFileSync(known, knownHostsLines());
    answeredBy ??= await answerers();
    const answers: ShellAnswer[] = [];
    for (const [host, command] of session.typed) {
      const answer = await type(host, command);
      // ip ends with 255 too.
      if (answer.stderr[0]?.startsWith('ssh: ')) throw new Error(`${host}: ${command}\n${answer.stderr.join('\n')}`);
      answers.push(answer);
    }
    for (const host of typedAt) await hangUp(host);
    const recording: Recording = { answeredBy, answers };
    writeFileSync(join(corpus, generation, `${session.name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
    console.log(`${generation} (Docker ${answeredBy.docker}), ${session.name}: ${answers.length} commands`);
  }
}
await up(...labHosts.map((host) => before[host]));
rmSync(home, { recursive: true, force: true });
