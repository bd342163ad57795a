/**
 * Prediction of a large lab: the whole matrix by classes beside pair-by-pair tracing of a sample, one pair explained, and
 * what a change of the drawing costs in the window.
 */

import { parseRule } from '../../shared/host/parse-iptables.ts';
import type { HostState } from '../../shared/host/state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { States } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import { statesWithLab } from '../../shared/reach/predicted-states.ts';
import { largeLab } from './lib/large-lab.ts';

const LARGE = { hosts: 200, networks: 400, containers: 10_000 };
const SAMPLE = 20_000;

const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

function timed<T>(work: () => T): { readonly value: T; readonly took: number } {
  const start = performance.now();
  const value = work();
  return { value, took: performance.now() - start };
}

/** The best of several, since other programs run beside. */
function best(times: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: times }, () => timed(work).took));
}

/** The router's own rules, as one that lets everything pass would have them. */
function opened(states: States): States {
  const router = states.get('router') as HostState;
  const { firewall } = router;
  const filter = firewall.filter.map((chain) =>
    chain.name === 'DOCKER-USER' ? { ...chain, rules: [parseRule('-j ACCEPT'), ...chain.rules] } : chain,
  );
  return new Map([...states, ['router', { ...router, firewall: { ...firewall, filter } }]]);
}

function large(): void {
  const lab = largeLab(LARGE);
  const made = timed(() => statesWithLab(lab));
  const states = opened(made.value);
  console.log(`${LARGE.hosts} hosts, ${LARGE.networks} networks, ${LARGE.containers} containers, one router`);
  console.log(`  states from the drawing          ${ms(made.took)}`);
  const cold = timed(() => predictFrom(lab, states).counts);
  const warm = best(3, () => predictFrom(lab, states).counts);
  const prediction = predictFrom(lab, states);
  const { reachable, unreachable, uncertain } = prediction.counts;
  const total = reachable + unreachable + uncertain;
  console.log(`  whole matrix, first time         ${ms(cold.took)} for ${total} pairs`);
  console.log(`  whole matrix, again              ${ms(warm)}`);
  console.log(`  reachable ${reachable}, unreachable ${unreachable}, uncertain ${uncertain}`);
  const { sources, targets } = prediction.endpoints;
  const sample = Array.from({ length: SAMPLE }, (_, index) => ({
    source: sources[(index * 7919) % sources.length],
    target: targets[(index * 104_729) % targets.length],
  }));
  const explained = timed(() => {
    for (const { source, target } of sample) if (source && target) prediction.explain(source, target);
  }).took;
  console.log(`  one pair explained               ${ms(explained / SAMPLE)}`);
  const bare = timed(() => {
    for (const { source, target } of sample) if (source && target) prediction.trace(source, target);
  }).took;
  const whole = (bare / SAMPLE) * total;
  console.log(
    `  pair by pair, without words      ${ms(whole)} (from ${SAMPLE} pairs): ${Math.round(whole / warm)} times the matrix`,
  );
  console.log(`  memory of the process            ${mb(process.memoryUsage().rss)}`);
}

function change(name: string, lab: Lab): void {
  const { sources, targets } = predictLab(lab).endpoints;
  const whole = best(5, () => predictLab(lab).counts);
  const row = best(5, () => {
    const prediction = predictLab(lab);
    const [source] = prediction.endpoints.sources;
    for (const target of prediction.endpoints.targets.slice(1)) if (source) prediction.outcome(source, target);
  });
  console.log(`${name}: ${sources.length} sources, ${targets.length} targets`);
  console.log(`  from one endpoint to all others  ${ms(row)}`);
  console.log(`  whole matrix                     ${ms(whole)}`);
}

large();
change('1,000 containers', largeLab({ hosts: 20, networks: 40, containers: 1000 }));
change('4 containers', largeLab({ hosts: 2, networks: 2, containers: 4 }));
