/** `trunkline deploy` and `trunkline destroy`: make a plan, have it approved, run it. */
import type { BackendEvent } from '../../shared/api.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { problem } from '../../shared/problem.ts';
import { follow } from './activity.ts';
import { makePlan, warningsOf } from './make-plan.ts';
import { countChanges, planLines, summaryLine } from './plan-text.ts';
import { progress } from './progress.ts';
import { fail, followed, type Run, sayProblems } from './run.ts';

export const deploy = (run: Run): Promise<number> => change(run, 'deploy');
export const destroy = (run: Run): Promise<number> => change(run, 'destroy');

async function change(run: Run, intent: Intent): Promise<number> {
  const { terminal, arguments: given, backend } = run;
  if (!given.yes && (given.json || !terminal.interactive)) {
    return fail(run, [
      problem({
        code: 'not-confirmed',
        message: `${intent} changes hosts, and nobody can be asked here.`,
        hint: `Look at the plan, then say it with --yes: trunkline ${intent} … --yes.`,
      }),
    ]);
  }
  const print = (event: object): void => {
    if (given.json) terminal.out(JSON.stringify(event));
  };
  const { made, problems } = await makePlan(run, intent, (event) => print(hostEvent(event)));
  const residueKey = intent === 'destroy' ? { residue: [] } : {};
  if (made === undefined || problems.length > 0) {
    print({ type: 'done', ok: false, changed: 0, ...residueKey, problems });
    return fail(run, problems);
  }
  sayProblems(run, warningsOf(made));
  const changes = countChanges(made);
  if (changes === 0) {
    if (!given.json) {
      terminal.out(
        intent === 'deploy'
          ? 'Nothing to change: the hosts are as the lab says.'
          : 'Nothing of this lab is on its hosts.',
      );
    }
    print({ type: 'done', ok: true, changed: 0, ...residueKey });
    return 0;
  }
  if (!given.yes) {
    for (const line of planLines(made)) terminal.out(line);
    const answer = await terminal.ask(`${intent === 'deploy' ? 'Deploy' : 'Destroy'} (${summaryLine(made)})? [y/N] `);
    if (!/^y(es)?$/i.test(answer ?? '')) {
      terminal.say('Nothing was changed.');
      return 1;
    }
  }
  const residue: string[] = [];
  const show = progress(made, terminal);
  const ended = await follow(() => backend.run({ plan: made.id }), {
    ...followed(run),
    onEvent: (event) => {
      if (event.type === 'residue') residue.push(...event.lines.map((line) => `${event.host}: ${line}`));
      if (given.json) {
        if (event.type !== 'activity-ended') print(stepEvent(event, made));
      } else show(event);
    },
  });
  const ok = ended.outcome === 'done';
  print({
    type: 'done',
    ok,
    changed: ended.count,
    ...(intent === 'destroy' ? { residue } : {}),
    problems: ended.problems,
  });
  if (ok) {
    if (!given.json) {
      terminal.out(
        intent === 'deploy'
          ? terminal.paint(`Deployed: ${ended.count} changes.`, 'green')
          : terminal.paint('Destroyed: the hosts are as they were, nothing is left.', 'green'),
      );
    }
    return 0;
  }
  if (ended.outcome === 'cancelled')
    terminal.say(`Cancelled after ${ended.count} of ${changes} changes; plan again to see what stands.`);
  return fail(run, ended.problems);
}

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
