/** `trunkline validate`: what is wrong in the lab file. */
import { readLab } from '../../shared/lab/read.ts';
import { labText, type Run, sayProblems } from './run.ts';

export async function validate(run: Run): Promise<number> {
  const result = readLab(labText(run));
  const problems = result.ok ? result.warnings : result.problems;
  if (run.arguments.json) run.terminal.out(JSON.stringify({ problems }, null, 2));
  else if (problems.length === 0) run.terminal.out('No problems.');
  else sayProblems(run, problems, 'out');
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}
