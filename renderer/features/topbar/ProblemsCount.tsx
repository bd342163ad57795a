import { Button } from '@mantine/core';
import { mayRun } from '../../../shared/plan/lab-plan.ts';
import { useProblems } from '../../derived/problems.ts';
import { planTrouble, useRun } from '../../derived/shown-run.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import type { RunState } from '../../store/run/state.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { count } from '../../ui/words.ts';
import classes from './TopBar.module.css';

/** What the newest look at the hosts found that keeps the lab from being deployed or taken off. */
function blockedBy(state: RunState): string | undefined {
  if (planTrouble(state).length > 0) return 'No plan could be made';
  return state.plan !== undefined && !mayRun(state.plan.plan) ? 'The plan has errors' : undefined;
}

export function ProblemsCount() {
  const problems = useProblems();
  const blocked = useRun(blockedBy);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const words =
    [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
      .filter((part) => part !== '')
      .join(', ') || 'No problems';
  if (blocked !== undefined && errors === 0) {
    return (
      <Button
        variant="subtle"
        color="red"
        size="compact-sm"
        className={classes.problems as string}
        data-blocked
        leftSection={<StateMark state="failing" word={blocked} />}
        onClick={() => showTab('plan')}
      >
        {blocked}
      </Button>
    );
  }
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      className={classes.problems as string}
      leftSection={<StateMark state={errors > 0 ? 'failing' : warnings > 0 ? 'differs' : 'present'} word={words} />}
      onClick={() => showTab('problems')}
    >
      {words}
    </Button>
  );
}
