import { Button } from '@mantine/core';
import { useProblems } from '../../derived/problems.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { count } from '../../ui/words.ts';
import classes from './TopBar.module.css';

export function ProblemsCount() {
  const problems = useProblems();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const words =
    [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
      .filter((part) => part !== '')
      .join(', ') || 'No problems';
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
