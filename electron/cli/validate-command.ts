/** `trunkline validate`: what is wrong in the lab file, and what would not work on any host. */
import { validate as problemsOf } from '../../shared/rules/validate.ts';
import { labText, type Run, sayProblems } from './run.ts';

export async function validate(run: Run): Promise<number> {
  const problems = problemsOf(labText(run));
  if (run.arguments.json) run.terminal.out(JSON.stringify({ problems }, null, 2));
  else if (problems.length === 0) run.terminal.out('No problems.');
  else sayProblems(run, problems, 'out');
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}
