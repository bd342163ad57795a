/**
 * Records what real hosts answer: types each session on fresh hosts of the real lab, as root, and keeps command, output and
 * exit status as they came, with all hosts on one generation after the other. Practice hosts are held against it in `electron/practice/conformance`.
 *
 *     npm run record [-- GENERATION… SESSION…]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answerers, Recording, ShellAnswer } from '../../electron/practice/conformance/answer.ts';
import { PATIENCE_MS } from '../../electron/practice/conformance/replay.ts';
import {
  generations,
  type LabGeneration,
  type LabHost,
  labGenerations,
  labHosts,
  reset,
  shell,
  up,
} from '../lab/lab.ts';
import { realHosts } from './real-host.ts';
import { sessions } from './sessions.ts';

const corpus = join(process.cwd(), 'electron', 'practice', 'conformance', 'corpus');
const real = realHosts();

/** Packages whose programs answer; the kernel is one for all. */
const PACKAGES = ['iproute2', 'iptables', 'iputils-ping', 'iputils-arping', 'kmod', 'procps', 'systemd', 'coreutils'];

async function answerers(): Promise<Answerers> {
  const told = await shell(
    'docker01',
    `. /etc/os-release; echo "$VERSION_CODENAME"; uname -r; docker version --format '{{.Server.Version}}'
     ls /sys/class/net | grep ens | grep -vx ens33 | tr '\\n' ' '; echo
     dpkg-query -W -f '\${Package} \${Version}\\n' ${PACKAGES.join(' ')}`,
  );
  const [release = '', kernel = '', docker = '', cards = '', ...packages] = told.trim().split('\n');
  return {
    ...{ release, kernel, docker },
    packages: Object.fromEntries(packages.map((line) => line.split(' '))),
    spareCards: cards.split(' ').filter((card) => card !== ''),
  };
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
    real.knowKeys();
    answeredBy ??= await answerers();
    const answers: ShellAnswer[] = [];
    for (const [host, command] of session.typed) {
      const answer = await real.type(host, command, PATIENCE_MS);
      if (answer.status === 124) console.log(`${session.name}: ${command}: no end in sight`);
      // ip ends with 255 too.
      const isOurs = answer.stderr[0]?.startsWith('ssh: ') === true && !/\b(?:ssh|scp|sftp)\b/.test(command);
      if (isOurs) throw new Error(`${host}: ${command}\n${answer.stderr.join('\n')}`);
      answers.push(answer);
    }
    for (const host of typedAt) await real.hangUp(host);
    const recording: Recording = { answeredBy, answers };
    writeFileSync(join(corpus, generation, `${session.name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
    console.log(`${generation} (Docker ${answeredBy.docker}), ${session.name}: ${answers.length} commands`);
  }
}
await up(...labHosts.map((host) => before[host]));
real.end();
