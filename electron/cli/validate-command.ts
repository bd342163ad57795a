/** `trunkline validate`: what is wrong in the lab file, and what would not work on any host. */
import { answered } from '../../shared/outcome.ts';
import { validate as problemsOf } from '../../shared/rules/validate.ts';
import type { CommandEnd } from './end.ts';
import { labText, type Run, sayProblems } from './run.ts';

export async function validate(run: Run): Promise<CommandEnd> {
  const problems = problemsOf(labText(run));
  const ending = answered(problems);
  if (run.arguments.json) return { ending, document: { problems }, told: true };
  if (problems.length === 0) run.terminal.out('No problems.');
  else sayProblems(run, problems, 'out');
  return { ending, told: true };
}
