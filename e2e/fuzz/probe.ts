/**
 * What hosts may answer when they are asked how they are: whatever it is, it is a state or a sentence; plan, script, proof and
 * prediction come to an end on any state; and reading costs time near linear in the length of each list.
 */
import { foretell } from '../../electron/backend/predict.ts';
import { inventory, inventoryBefore, residue } from '../../shared/host/inventory.ts';
import { parseProbe } from '../../shared/host/parse-probe.ts';
import type { HostState } from '../../shared/host/state.ts';
import { nonce } from '../../shared/host/testing/probe-output.ts';
import { ALL_MEASURED } from '../../shared/lab/limits.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { labPlan } from '../../shared/plan/lab-plan.ts';
import { planDestroy, planHost } from '../../shared/plan/plan-host.ts';
import { phasesOf } from '../../shared/plan/program.ts';
import { renderScript } from '../../shared/plan/script.ts';
import { endpoints, pairs } from '../../shared/reach/endpoints.ts';
import { predictFrom } from '../../shared/reach/predict.ts';
import { sample } from '../../shared/verify/sample.ts';
import { fuzz } from './lib/fuzz.ts';
import { hostileProbe, type Sizes, SMALL, sized } from './lib/hostile-probe.ts';

const LAB = `trunkline: 1
name: fuzzed
segments:
  lan: { vlans: all }
hosts:
  docker01:
    ssh: { address: 192.168.1.11, user: root }
    interfaces:
      ens33: { segment: lan, address: 192.168.1.11/24, promiscuous: true }
      ens33.10: { parent: ens33, vlan: 10, address: 172.16.10.1/24 }
      ens33.20: { parent: ens33, vlan: 20, address: 172.16.20.1/24 }
    containers:
      bbox10: { image: busybox, command: sh, networks: { mac_net10: 172.16.10.10 } }
    routing:
      forward: true
      allow: [ { from: 172.16.10.0/24, to: 172.16.20.0/24 }, { from: 172.16.20.0/24, to: 172.16.10.0/24 } ]
      routes: [ { to: 10.9.0.0/16, via: 172.16.10.254 } ]
      masquerade: [ { source: 172.16.10.0/24, out: ens33 } ]
networks:
  mac_net10: { driver: macvlan, mode: bridge, subnet: 172.16.10.0/24, gateway: 172.16.10.1, parents: { docker01: ens33.10 } }
`;
const lab = labOf(LAB);
const [host] = lab.hosts;
if (host === undefined) throw new Error('the lab has no host');

const HOLDER = { nonce, stopToken: nonce, holder: 'ada@laptop' };

/** Everything that is done with what a host has answered. */
function use(state: HostState): string {
  if (host === undefined) return '';
  const deployed = planHost(lab, host, state, 'deploy');
  const destroyed = planDestroy(state, lab.name, host.name);
  for (const program of [deployed, destroyed]) {
    JSON.stringify(labPlan({ id: 'x', lab: lab.name, intent: 'deploy', programs: [program], problems: [] }));
    for (const phase of phasesOf([program])) for (const { steps } of phase) renderScript(steps, HOLDER);
  }
  for (const { message, hint } of [deployed, destroyed].flatMap(({ plan }) => plan.problems)) {
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(message + hint)) throw new Error(`not printable: ${JSON.stringify(message)}`);
    if (message.length > 2_000) throw new Error('a sentence without end');
  }
  residue(inventoryBefore(state, lab.name), inventory(state, lab.name));
  const states = new Map([[host.name, state]]);
  const all = pairs(endpoints(lab, states));
  const { prediction, of } = foretell(lab, states);
  for (const pair of all) of(pair);
  const live = predictFrom(lab, states);
  for (const { source, target } of all.slice(0, 50)) live.explain(source, target);
  const { pairs: measured, total } = sample(prediction, { expect: lab.expect });
  if (total !== all.length || measured.length !== Math.min(total, ALL_MEASURED))
    throw new Error(`${all.length} pairs, and ${measured.length} of ${total} to measure`);
  return deployed.plan.problems.some(({ severity }) => severity === 'error') ? 'refused' : 'planned';
}

function outcome(text: string): string {
  const result = parseProbe(text, { nonce, host: 'docker01', password: false });
  if (result.ok) return `${use(result.value)}, Docker ${result.value.docker.kind}`;
  for (const { message, hint } of result.problems) if (message === '' || hint === '') throw new Error('no sentence');
  return `sentence ${result.problems[0]?.code}`;
}

type Case = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'list'; readonly list: keyof Sizes };

/** Of this process alone, in milliseconds: what runs beside it does not count. */
function cost(text: string): number {
  const begun = process.cpuUsage();
  parseProbe(text, { nonce, host: 'docker01', password: false });
  return process.cpuUsage(begun).user / 1_000;
}

/** Four times as long a list may cost five times as much, and not sixteen. */
const MOST = 8;
/** In milliseconds: what is less is mostly noise, and nobody feels it. */
const FELT = 400;

/** Reading, that is: what is read is bounded in each of its lists, so what is made of it is bounded too. */
function nearLinear(list: keyof Sizes): void {
  outcome(sized({ [list]: 1_000 }));
  for (let size = 1_000; size <= 4_000; size *= 4) {
    for (let tries = 1; tries <= 3; tries++) {
      const once = cost(sized({ [list]: size }));
      const fourfold = cost(sized({ [list]: size * 4 }));
      if (fourfold <= FELT || fourfold / once <= MOST) break;
      if (tries === 3) throw new Error(`4 × ${size} ${list}: ${fourfold} ms, for ${size}: ${once} ms`);
    }
  }
}

const lists = Object.keys(SMALL) as (keyof Sizes)[];
/** One list is measured among so many texts. */
const EVERY = 400;

await fuzz<Case>({
  name: 'probe',
  limitMs: 60_000,
  make: (random) =>
    random.int(1, EVERY) === 1
      ? { kind: 'list', list: random.of(lists) }
      : { kind: 'text', text: hostileProbe(random) },
  check(made) {
    if (made.kind === 'text') return outcome(made.text);
    nearLinear(made.list);
    return `near linear in ${made.list}`;
  },
  show: (made) => (made.kind === 'text' ? made.text : made.list),
});
