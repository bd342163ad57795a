import { Button } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useShallow } from 'zustand/shallow';
import { forgetWords } from '../../../shared/plan/forgets.ts';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import type { Change, HostPlan, Plan } from '../../../shared/plan/plan.ts';
import type { Problem } from '../../../shared/problem.ts';
import { planTrouble, runningActivity, useRun } from '../../derived/shown-run.ts';
import { useReady } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { changesOf, freshPlan, isEmpty, runPlan, showPlan } from '../../store/flow/commands.ts';
import { selectThing } from '../../store/selection.ts';
import { Commands } from '../../ui/Commands.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { Spoiler } from '../../ui/Spoiler.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { clock, count } from '../../ui/words.ts';
import { KeepAfterRestart } from '../practice/KeepAfterRestart.tsx';
import { ResetHost } from '../practice/ResetHost.tsx';
import classes from './PlanPanel.module.css';
import { actionWords, summaryWords } from './words.ts';

/** What will change on each host, with the exact commands. What is approved here is what runs. */
export function PlanPanel() {
  const made = useRun((state) => state.plan);
  const planning = useRun((state) => runningActivity(state)?.activity.kind === 'plan');
  const trouble = useRun(useShallow(planTrouble));
  if (trouble.length > 0 && !planning) {
    return (
      <div className={classes.plan}>
        <div className={classes.head}>
          <strong>The plan could not be made</strong>
          <span className={classes.when} />
          <Button onClick={() => void showPlan()}>Plan again</Button>
        </div>
        <Troubles problems={trouble} />
      </div>
    );
  }
  if (!made) {
    return (
      <Empty title={planning ? 'Looking at the hosts…' : 'No plan yet'}>
        <p>
          Plan looks at every host and lists what Deploy would change there, with the exact commands. It changes
          nothing.
        </p>
        {planning ? null : <Button onClick={() => void showPlan()}>Make a plan</Button>}
      </Empty>
    );
  }
  return (
    <div className={classes.plan}>
      <PlanHead plan={made.plan} at={made.at} planning={planning} />
      <Troubles problems={made.plan.problems} />
      <div className={classes.hosts}>
        {made.plan.hosts.map((host) => (
          <HostChanges key={host.host} plan={host} />
        ))}
      </div>
    </div>
  );
}

function PlanHead({ plan, at, planning }: { readonly plan: Plan; readonly at: number; readonly planning: boolean }) {
  const ready = useReady();
  const busy = useRun((state) => runningActivity(state) !== undefined);
  const text = useDocument((state) => state.text);
  const fresh = useRun((state) => freshPlan(state, plan.intent) === plan) && text !== '';
  const runnable = ready && fresh && !busy && mayRun(plan) && !isEmpty(plan);
  return (
    <div className={classes.head}>
      <strong>{isEmpty(plan) ? emptyWords(plan) : summaryWords(plan.summary)}</strong>
      <span className={classes.when}>
        {planning
          ? 'looking at the hosts again…'
          : `${plan.intent === 'destroy' ? 'to destroy, ' : ''}planned ${clock(at)}`}
        {fresh || planning ? '' : ' · no longer current'}
      </span>
      {fresh || busy ? null : <Button onClick={() => void showPlan()}>Plan again</Button>}
      {runnable ? (
        <Button variant="filled" leftSection={<IconPlayerPlayFilled size={14} />} onClick={() => void runPlan(plan)}>
          {plan.intent === 'deploy' ? 'Deploy' : 'Destroy'} {count(changesOf(plan), 'change')}
        </Button>
      ) : null}
    </div>
  );
}

const emptyWords = (plan: Plan): string =>
  !mayRun(plan)
    ? 'The plan has errors'
    : plan.intent === 'deploy'
      ? 'Nothing to do: everything stands as drawn'
      : 'Nothing of this lab is on its hosts';

function HostChanges({ plan }: { readonly plan: HostPlan }) {
  return (
    <section className={classes.host} aria-label={`Plan for ${plan.host}`}>
      <h2>
        {plan.host}
        <span>
          {plan.changes.length > 0 ? count(plan.changes.length, 'change') : plan.problems.length > 0 ? '' : 'in sync'}
        </span>
      </h2>
      <Troubles problems={plan.problems} />
      <ol>
        {plan.changes.map((change) => (
          <ChangeRow key={`${change.action} ${change.resource}`} change={change} />
        ))}
      </ol>
      {plan.forgets.length > 0 ? (
        <div className={classes.forgets}>
          <p>
            A restart of {plan.host} would take away: {forgetWords(plan.forgets)}.
          </p>
          <KeepAfterRestart />
        </div>
      ) : null}
    </section>
  );
}

function Troubles({ problems }: { readonly problems: readonly Problem[] }) {
  return problems.map((problem, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity
    <div key={index} className={classes.problem}>
      <StateMark state={problem.severity === 'error' ? 'failing' : 'differs'} />
      <ProblemText problem={problem} />
      <ResetHost problem={problem} />
    </div>
  ));
}

function ChangeRow({ change }: { readonly change: Change }) {
  return (
    <li data-action={change.action}>
      <Spoiler
        label={
          <>
            <span className={classes.action}>{actionWords(change.action)}</span> {change.summary}
          </>
        }
      >
        <Commands commands={change.commands} />
        <Button variant="subtle" size="compact-xs" onClick={() => selectThing(change.subject)}>
          Show {change.subject}
        </Button>
      </Spoiler>
    </li>
  );
}
