/**
 * Prediction of a large lab: the whole matrix by classes beside pair-by-pair tracing of a sample, one pair explained, and
 * what a change of the drawing costs in the window.
 */

import { parseRule } from '../../shared/host/parse-iptables.ts';
import type { HostState } from '../../shared/host/state.ts';
import { attachmentPath, editLab, openLab, set } from '../../shared/lab/edit.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { States } from '../../shared/reach/endpoints.ts';
import { predictEdited, predictFrom } from '../../shared/reach/predict.ts';
import { statesWithLab } from '../../shared/reach/predicted-states.ts';
import { allProblems } from '../../shared/rules/validate.ts';
import { labText } from './lib/lab-text.ts';
import { largeLab } from './lib/large-lab.ts';

const LARGE = { hosts: 200, networks: 400, containers: 10_000 };
const SAMPLE = 20_000;
const EDITS = 20;

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

/** All that the window does for an edit before it draws: the text, its problems, the prediction, one endpoint to all others. */
function edit(name: string, lab: Lab): void {
  let document = openLab(labText(lab));
  let prediction = document.lab && predictEdited(document.lab, undefined);
  const spent = { text: [] as number[], problems: [] as number[], prediction: [] as number[], row: [] as number[] };
  for (let at = 0; at < EDITS; at++) {
    const network = document.lab?.hosts[0]?.containers[0]?.attachments[0]?.network ?? '';
    const address = [...attachmentPath('host0', 'c0', network), 'address'] as const;
    const read = timed(() => editLab(document, [set(address, `10.0.0.${200 + at}`)]));
    if (!read.value.ok) throw new Error(read.value.problems[0]?.message);
    document = read.value.value;
    const problems = timed(() => allProblems(document));
    const predicted = timed(() => document.lab && predictEdited(document.lab, prediction));
    prediction = predicted.value;
    const row = timed(() => {
      const [source] = prediction?.endpoints.sources ?? [];
      for (const target of prediction?.endpoints.targets ?? []) if (source) prediction?.outcome(source, target);
    });
    spent.text.push(read.took);
    spent.problems.push(problems.took);
    spent.prediction.push(predicted.took);
    spent.row.push(row.took);
  }
  const least = (times: readonly number[]): string => ms(Math.min(...times));
  const totals = spent.text.map((took, at) =>
    [spent.problems, spent.prediction, spent.row].reduce((sum, times) => sum + (times[at] ?? 0), took),
  );
  console.log(`an edit of ${name}: ${prediction?.endpoints.targets.length} targets`);
  console.log(`  the text edited and read again   ${least(spent.text)}`);
  console.log(`  its problems                     ${least(spent.problems)}`);
  console.log(`  predicted                        ${least(spent.prediction)}`);
  console.log(`  from one endpoint to all others  ${least(spent.row)}`);
  console.log(`  all of it                        ${least(totals)}, the first time ${ms(totals[0] ?? 0)}`);
}

large();
edit('1,000 containers', largeLab({ hosts: 20, networks: 40, containers: 1000 }));
edit('4 containers', largeLab({ hosts: 2, networks: 2, containers: 4 }));
