/** Agreement labs on practice hosts: deployed, measured, destroyed, as on the real lab, to find out cheaply what would fail there. */

import { type PracticeLab, practiceLab } from '../../electron/backend/testing/practice-lab.ts';
import type { Release } from '../../electron/practice/os/releases.ts';
import type { BackendEvent, PingResult } from '../../shared/api.ts';
import { labOf } from '../../shared/lab/testing/examples.ts';
import { refusals } from '../../shared/rules/validate.ts';
import type { AgreementLab, ByHand } from './labs.ts';

export interface Practised {
  readonly pings: readonly PingResult[];
  /** What went wrong on the way, in words. */
  readonly faults: readonly string[];
}

type Of<T extends BackendEvent['type']> = Extract<BackendEvent, { type: T }>;
const eventsOf = <T extends BackendEvent['type']>(lab: PracticeLab, type: T, activity: string): readonly Of<T>[] =>
  lab.events.filter(
    (event): event is Of<T> => event.type === type && 'activity' in event && event.activity === activity,
  );

async function verified(lab: PracticeLab, text: string): Promise<readonly PingResult[]> {
  const ended = await lab.end(await lab.backend.verify({ text, target: 'practice' }));
  return eventsOf(lab, 'pings', ended.activity).flatMap(({ results }) => results);
}

export async function practised(
  { file, before = [], byHand = [] }: AgreementLab,
  release: Release,
): Promise<Practised> {
  const text = JSON.stringify(file);
  const lab = practiceLab(undefined, null, release);
  const faults: string[] = [];
  const say = (doing: string, problems: readonly { readonly message: string }[]): void => {
    for (const { message } of problems) faults.push(`${doing}: ${message}`);
  };
  const byHands = async (all: readonly ByHand[], which: 'does' | 'undoes'): Promise<void> => {
    for (const one of which === 'does' ? all : all.toReversed()) await lab.on(text, one.host, one[which]);
  };
  try {
    say('refused', refusals(labOf(text)));
    await byHands(before, 'does');
    const plan = await lab.plan(text);
    say(
      'plan',
      Object.values(plan.hosts).flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error')),
    );
    const deployed = await lab.run(plan);
    if (deployed.outcome !== 'done') say('deploy', [{ message: deployed.outcome }, ...deployed.problems]);
    for (const { host, problem } of eventsOf(lab, 'step-ended', deployed.activity))
      if (problem) faults.push(`deploy ${host}: ${problem.message}`);
    const again = await lab.plan(text);
    for (const [host, { changes }] of Object.entries(again.hosts))
      for (const { summary } of changes) faults.push(`planned again on ${host}: ${summary}`);
    await byHands(byHand, 'does');
    const pings = await verified(lab, text);
    await byHands(byHand, 'undoes');
    const destroyed = await lab.run(await lab.plan(text, 'destroy'));
    if (destroyed.outcome !== 'done') say('destroy', [{ message: destroyed.outcome }, ...destroyed.problems]);
    for (const { host, lines } of eventsOf(lab, 'residue', destroyed.activity))
      for (const line of lines) faults.push(`left on ${host}: ${line}`);
    await byHands(before, 'undoes');
    return { pings, faults };
  } finally {
    await lab.close();
  }
}
