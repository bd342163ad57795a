/**
 * Every list of a lab file at 1×, 2× and 4× its length: reading, rules, prediction, what is wanted on hosts, plans, scripts, and an edit.
 * Fails where four times as much takes more than `FACTOR` times as long. With words as arguments: only the lists whose names have one of them.
 */

import type { HostState } from '../../shared/host/state.ts';
import { editLab, type LabDocument, openLab, set } from '../../shared/lab/edit.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { desired } from '../../shared/plan/desired.ts';
import { phased } from '../../shared/plan/phases.ts';
import { planHost } from '../../shared/plan/plan-host.ts';
import { renderScript } from '../../shared/plan/script.ts';
import type { States } from '../../shared/reach/endpoints.ts';
import { predictFrom } from '../../shared/reach/predict.ts';
import { assumedHost, statesWithLab } from '../../shared/reach/predicted-states.ts';
import { foretoldBy, unmetExpectations } from '../../shared/rules/expectations.ts';
import { checkRules } from '../../shared/rules/validate.ts';
import type { LongList } from './lib/list-words.ts';
import { LONG_LISTS } from './lib/long-lists.ts';

/** 4 is linear, 16 is quadratic; sorting and a busy machine lie between. */
const FACTOR = 7;
/** Below this nobody waits, and what is measured is noise, in milliseconds. */
const NOISE = 60;

const STEPS: Readonly<Record<string, (document: LabDocument) => unknown>> = {
  read: ({ text }) => openLab(text),
  rules: ({ lab }) => lab && checkRules(lab),
  states: ({ lab }) => lab && statesWithLab(lab),
  predict: ({ lab }) => lab && predictFrom(lab, statesOf(lab)).counts,
  foretold: ({ lab }) =>
    lab && lab.expect.length > 0 && unmetExpectations(lab, foretoldBy(predictFrom(lab, statesOf(lab)))),
  desired: ({ lab }) => lab?.hosts.map((host) => desired(lab, host)),
  deploy: ({ lab }) => lab?.hosts.map((host) => planHost(lab, host, assumedHost(lab, host), 'deploy')),
  destroy: ({ lab }) => lab?.hosts.map((host) => planHost(lab, host, stateOf(lab, host.name), 'destroy')),
  script: ({ lab }) => lab && scriptsOf(lab),
  edit: (document) => editLab(document, [set(['name'], 'other')]),
};

/** What a deploy of the whole lab would run on each host. */
const scriptsOf = (lab: Lab): readonly string[] =>
  phased(lab.hosts.map((host) => planHost(lab, host, assumedHost(lab, host), 'deploy'))).map(({ steps }) =>
    renderScript(steps, { nonce: 'n'.repeat(16), stopToken: 's'.repeat(16), holder: 'bench' }),
  );

/**
 * The best of some, in milliseconds of the processor, which other programs do not lengthen: what is short pays for being compiled
 * and for what others left to be collected in most of its rounds.
 */
function took(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 2 || (round < 6 && best < 200); round++) {
    const begun = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begun);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const states = new WeakMap<Lab, States>();

function statesOf(lab: Lab): States {
  const made = states.get(lab) ?? statesWithLab(lab);
  states.set(lab, made);
  return made;
}

function stateOf(lab: Lab, host: string): HostState {
  const state = statesOf(lab).get(host);
  if (state === undefined) throw new Error(`${host} has no state`);
  return state;
}

let failures = 0;

/** Nothing else is asked of a lab with errors in it, not in the window either. */
const isSound = ({ lab, problems }: LabDocument): boolean =>
  lab !== undefined && problems.every(({ severity }) => severity !== 'error');

function measure({ name, size, text, faulty }: LongList): void {
  const documents = [1, 2, 4].map((times) => openLab(text(size * times)));
  if (documents.some((document) => isSound(document) === (faulty === true)))
    throw new Error(`${name}: ${documents[0]?.problems[0]?.message ?? 'no problem'}`);
  const cells = Object.entries(STEPS)
    .filter(([step]) => step === 'read' || (documents[0] !== undefined && isSound(documents[0])))
    .map(([step, work]) => {
      const [once = 0, , four = 0] = documents.map((document) => took(() => work(document)));
      const ratio = four / Math.max(once, NOISE / FACTOR);
      const bad = four > NOISE && ratio > FACTOR;
      if (bad) failures++;
      return `${step} ${once.toFixed(0)}→${four.toFixed(0)} ms${bad ? ` ×${ratio.toFixed(1)} TOO SLOW` : ''}`;
    });
  console.log(`${name} (${size}, ${size * 4}): ${cells.join(', ')}`);
}

const words = process.argv.slice(2);
for (const list of LONG_LISTS) if (words.length === 0 || words.some((word) => list.name.includes(word))) measure(list);
console.log(failures === 0 ? 'near linear in every list' : `${failures} times not linear`);
process.exitCode = failures === 0 ? 0 : 1;
