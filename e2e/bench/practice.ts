/**
 * Practice hosts, as the window uses them: the VLAN template deployed and verified, beside one empty command on each of its
 * hosts; and how long it takes until 50 hosts with 1,000 containers can be logged in to, and how much memory they take.
 */

import { practiceBackend } from '../../electron/backend/testing/practice-lab.ts';
import type { KeptHosts, KeptLabs } from '../../electron/practice/hosts/kept-labs.ts';
import { type PracticeHosts, practiceHosts } from '../../electron/practice/hosts/practice-hosts.ts';
import { practiceMachines } from '../../electron/practice/hosts/practice-machines.ts';
import type { BackendEvent } from '../../shared/api.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { templateNamed } from '../../shared/lab/templates.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { problem, success } from '../../shared/problem.ts';
import { twoVlans } from '../../shared/verify/testing/two-vlans.ts';
import { median, seconds, shown } from './lib/measure.ts';

const ROUNDS = Number(process.env.TRUNKLINE_BENCH_ROUNDS ?? 5);
const asker = { password: none, passphrase: none, hostPrompt: none, hostKey: async () => false };
async function none(): Promise<undefined> {
  return undefined;
}

const text = templateNamed('vlans-two-hosts')?.text ?? '';

interface Practising {
  readonly hosts: PracticeHosts;
  run(lab: string, what: 'deploy' | 'verify', pairs?: number): Promise<void>;
  /** Of the newest verify. */
  size(): { readonly pairs: number; readonly total: number };
  close(): Promise<void>;
}

function practise(kept?: KeptLabs): Practising {
  const hosts = practiceHosts(practiceMachines(kept));
  const backend = practiceBackend(hosts);
  let told: (events: readonly BackendEvent[]) => void = () => undefined;
  backend.onEvents((events) => told(events));
  let plan = '';
  let size = { pairs: 0, total: 0 };
  /** Starts something and waits for its end. */
  const done = async (start: () => ReturnType<typeof backend.verify>): Promise<void> => {
    const ended = new Promise<void>((resolve, reject) => {
      told = (events) => {
        for (const event of events) {
          if (event.type === 'planned') plan = event.plan.id;
          if (event.type === 'pings-expected') size = { pairs: event.pairs.length, total: event.total };
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
    size: () => size,
    async run(lab, what, pairs) {
      const wish = pairs === undefined ? {} : { pairs };
      if (what === 'verify') return done(() => backend.verify({ text: lab, target: 'practice', ...wish }));
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

/** A verify, with what it cost whoever wants something else of the program meanwhile. */
async function measured(practising: Practising, lab: string, pairs: number | undefined) {
  let memory = 0;
  let standstill = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    standstill = Math.max(standstill, performance.now() - last - 10);
    last = performance.now();
    memory = Math.max(memory, process.memoryUsage().rss);
  }, 10);
  const took = await seconds(() => practising.run(lab, 'verify', pairs));
  clearInterval(timer);
  return { took, memory, standstill, ...practising.size() };
}

const large = twoVlans(50, 20);
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
const before = process.memoryUsage().rss;
const covering = await measured(first, large, undefined);
const many = await measured(first, large, 10_000);
await first.close();
const again = practise(memory);
const started = await seconds(() => visit(again.hosts, labOf(large)));
globalThis.gc?.();
console.log('50 practice hosts with 1,000 containers');
console.log(`  deployed                                 ${deployed.toFixed(1)} s`);
for (const one of [covering, many]) {
  console.log(
    `  verified: ${one.pairs} of ${one.total} pairs${' '.repeat(10)}${one.took.toFixed(1)} s; longest standstill ${Math.round(one.standstill)} ms, most memory ${Math.round(one.memory / 1e6)} MB (before it ${Math.round(before / 1e6)})`,
  );
}
console.log(`  started again, each logged in to         ${started.toFixed(2)} s (target: under 3 s)`);
console.log(
  `  memory of the process                    ${Math.round(process.memoryUsage().rss / 1e6)} MB (target: under 400 MB)`,
);
await again.close();
process.exit(0);
