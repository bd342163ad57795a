/** `trunkline deploy` and `trunkline destroy`: make a plan, have it approved, run it. */
import type { BackendEvent } from '../../shared/api.ts';
import { notBegun, refused } from '../../shared/outcome.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { follow } from './activity.ts';
import type { CommandEnd } from './end.ts';
import { makePlan, warningsOf } from './make-plan.ts';
import { planLines, summaryLine } from './plan-text.ts';
import { progress } from './progress.ts';
import { followed, type Run, sayProblems } from './run.ts';

export const deploy = (run: Run): Promise<CommandEnd> => change(run, 'deploy');
export const destroy = (run: Run): Promise<CommandEnd> => change(run, 'destroy');

async function change(run: Run, intent: Intent): Promise<CommandEnd> {
  const { terminal, arguments: given, backend, stop } = run;
  if (!given.yes && (given.json || !terminal.interactive)) return { ending: refused([notConfirmed(intent)]) };
  const print = (event: object): void => {
    if (given.json) terminal.out(JSON.stringify(event));
  };
  const made = await makePlan(run, intent, (event) => print(hostEvent(event)));
  if (made.kind === 'not-made') return { ending: made.ending };
  const { plan, ending: planned } = made;
  sayProblems(run, warningsOf(plan));
  if (planned.count === 0) return { ending: planned };
  if (!given.yes) {
    const pings = backend.pingChanges(plan.id);
    const { commands } = given;
    for (const line of planLines(plan, { commands, width: terminal.width, pings })) terminal.out(line);
    const answer = await terminal.ask(`${intent === 'deploy' ? 'Deploy' : 'Destroy'} (${summaryLine(plan)})? [y/N] `);
    if (!/^y(es)?$/i.test(answer ?? '')) return { ending: notBegun(planned.count) };
  }
  if (stop.stopping.aborted) return { ending: notBegun(planned.count) };
  const residue: string[] = [];
  const show = progress(plan, terminal);
  const ending = await follow(() => backend.run({ plan: plan.id }), {
    ...followed(run),
    onEvent: (event) => {
      if (event.type === 'residue') residue.push(...event.lines.map((line) => `${event.host}: ${line}`));
      if (given.json) {
        if (event.type !== 'activity-ended') print(stepEvent(event, plan));
      } else show(event);
    },
  });
  return { ending, residue };
}

const notConfirmed = (intent: Intent): Problem =>
  problem({
    code: 'not-confirmed',
    message: `${intent} changes hosts, and nobody can be asked here.`,
    hint: `Look at the plan, then say it with --yes: trunkline ${intent} … --yes.`,
  });

const hostEvent = (event: BackendEvent): object => {
  const { seq: _seq, at: _at, ...rest } = event;
  return rest;
};

/** A step of a run with what it is, for programs. */
function stepEvent(event: BackendEvent, { hosts }: Plan): object {
  const plain = hostEvent(event);
  if (event.type !== 'step-started' && event.type !== 'step-ended') return plain;
  const change = hosts.find(({ host }) => host === event.host)?.changes[event.step];
  return { ...plain, resource: change?.resource, action: change?.action, summary: change?.summary };
}
