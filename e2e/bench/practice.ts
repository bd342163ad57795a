/**
 * Practice hosts, as the window uses them: the VLAN template deployed and verified, beside one empty command on each of its
 * hosts; and how long it takes until 50 hosts with 1,000 containers can be logged in to, and how much memory they take.
 */

import { createBackend } from '../../electron/backend/backend.ts';
import type { KeptHosts, KeptLabs } from '../../electron/practice/hosts/kept-labs.ts';
import { type PracticeHosts, practiceHosts } from '../../electron/practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../../electron/practice/hosts/practice-machines.ts';
import type { BackendEvent } from '../../shared/api.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { readLab } from '../../shared/lab/read.ts';
import { templateNamed } from '../../shared/lab/templates.ts';
import { problem, success } from '../../shared/problem.ts';

import { median, seconds, shown } from './lib/measure.ts';

const ROUNDS = Number(process.env.TRUNKLINE_BENCH_ROUNDS ?? 5);
const asker = { password: none, passphrase: none, hostPrompt: none, hostKey: async () => false };
async function none(): Promise<undefined> {
  return undefined;
}

const text = templateNamed('vlans-two-hosts')?.text ?? '';

interface Practising {
  readonly hosts: PracticeHosts;
  run(lab: string, what: 'deploy' | 'verify'): Promise<void>;
  close(): Promise<void>;
}

function practise(kept?: KeptLabs): Practising {
  const hosts = practiceHosts(practiceMachines(kept));
  const backend = createBackend({
    version: '0',
    shell: 'browser',
    file: null,
    files: { open: async () => success(null), save: async () => success(null) },
    connector: hosts.connector,
    practice: hosts,
    onBug: (error) => {
      throw error;
    },
  });
  let told: (events: readonly BackendEvent[]) => void = () => undefined;
  backend.onEvents((events) => told(events));
  let plan = '';
  /** Starts something and waits for its end. */
  const done = async (start: () => ReturnType<typeof backend.verify>): Promise<void> => {
    const ended = new Promise<void>((resolve, reject) => {
      told = (events) => {
        for (const event of events) {
          if (event.type === 'planned') plan = event.plan.id;
          if (event.type !== 'activity-ended') continue;
          if (event.outcome === 'done') resolve();
          else reject(new Error(event.problems[0]?.message ?? event.outcome));
        }
      };
    });
    const started = await start();
    if (!started.ok) throw new Error(started.problems[0]?.message);
    await ended;
  };
  return {
    hosts,
    async run(lab, what) {
      if (what === 'verify') return done(() => backend.verify({ text: lab, target: 'practice' }));
      await done(() => backend.plan({ text: lab, intent: 'deploy', target: 'practice' }));
      await done(() => backend.run({ plan }));
    },
    close: async () => {
      await backend.close();
    },
  };
}

/** Logs in on each host of a lab and runs nothing. */
async function visit(hosts: PracticeHosts, lab: Lab): Promise<void> {
  const targets = await hosts.targetsOf(lab);
  if (!targets.ok) throw new Error(targets.problems[0]?.message);
  await Promise.all(
    targets.value.map(async (target) => {
      const remote = await hosts.connector.connect(target, { asker, signal: new AbortController().signal });
      if (!remote.ok) throw new Error(remote.problems[0]?.message);
      await remote.value.exec('true');
      remote.value.close();
    }),
  );
}

function labOf(lab: string): Lab {
  const read = readLab(lab);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.value;
}

/** One deploy and verify of the template on hosts that nobody has used. */
async function round(): Promise<{ readonly deploy: number; readonly verify: number; readonly bare: number }> {
  const practising = practise();
  const deploy = await seconds(() => practising.run(text, 'deploy'));
  const verify = await seconds(() => practising.run(text, 'verify'));
  const bare = await seconds(() => visit(practising.hosts, labOf(text)));
  await practising.close();
  return { deploy, verify, bare };
}

const rounds: Awaited<ReturnType<typeof round>>[] = [];
for (let at = 0; at < ROUNDS; at += 1) rounds.push(await round());
const of = (what: keyof (typeof rounds)[number]): number[] => rounds.map((one) => one[what]);
console.log('VLAN template on practice hosts');
console.log(`  deploy, from the click to the last step  ${shown(of('deploy'))} (target: under 1.5 s)`);
console.log(`  verify, 54 pings                         ${shown(of('verify'))} (target: under 3 s)`);
console.log(`  log in and run "true" on each host       ${shown(of('bare'))}`);
console.log(`  ratio of the deploy to that              ${(median(of('deploy')) / median(of('bare'))).toFixed(1)}`);

/** 50 hosts with 20 containers each, on two VLANs. */
function largeLab(): string {
  const hosts = Array.from({ length: 50 }, (_, at) => {
    const boxes = Array.from({ length: 20 }, (_box, nth) => {
      const vlan = nth < 10 ? 10 : 20;
      return `      c${nth}: { image: busybox, command: sh, networks: { net${vlan}: 172.${vlan}.${at}.${10 + nth} } }\n`;
    });
    return `  h${at}:
    ssh: { address: 10.0.0.${10 + at}, user: root }
    interfaces:
      ens33: { segment: lan, address: 10.0.0.${10 + at}/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10 }
      ens33.20: { parent: ens33, vlan: 20 }
    containers:
${boxes.join('')}`;
  });
  const networks = [10, 20].map((vlan) => {
    const parents = Array.from({ length: 50 }, (_, at) => `h${at}: ens33.${vlan}`).join(', ');
    return `  net${vlan}: { driver: macvlan, subnet: 172.${vlan}.0.0/16, gateway: 172.${vlan}.255.1, parents: { ${parents} } }\n`;
  });
  return `trunkline: 1\nname: large\nsegments:\n  lan: { vlans: all }\nhosts:\n${hosts.join('')}networks:\n${networks.join('')}`;
}

const large = largeLab();
let kept: KeptHosts = {};
const memory: KeptLabs = {
  take: async () => success(kept),
  setAside: async (lab, why) => problem({ code: 'practice-set-aside', message: `${lab}: ${why}`, hint: '' }),
  save: async (_lab, hosts) => {
    kept = hosts;
    return undefined;
  },
  leave: () => undefined,
};
const first = practise(memory);
const deployed = await seconds(() => first.run(large, 'deploy'));
await first.close();
const again = practise(memory);
const started = await seconds(() => visit(again.hosts, labOf(large)));
globalThis.gc?.();
console.log('50 practice hosts with 1,000 containers');
console.log(`  deployed                                 ${deployed.toFixed(1)} s`);
console.log(`  started again, each logged in to         ${started.toFixed(2)} s (target: under 3 s)`);
console.log(
  `  memory of the process                    ${Math.round(process.memoryUsage().rss / 1e6)} MB (target: under 400 MB)`,
);
await again.close();
process.exit(0);
