/** `trunkline plan`: what a deploy would change. Exit 2 when there is something. */
import { makePlan, warningsOf } from './make-plan.ts';
import { countChanges, planDocument, planLines } from './plan-text.ts';
import { fail, type Run, sayProblems } from './run.ts';

export async function plan(run: Run): Promise<number> {
  const { made, problems } = await makePlan(run, 'deploy');
  if (made === undefined || problems.length > 0) return fail(run, problems);
  sayProblems(run, warningsOf(made));
  if (run.arguments.json) run.terminal.out(JSON.stringify(planDocument(made), null, 2));
  else for (const line of planLines(made)) run.terminal.out(line);
  return countChanges(made) === 0 ? 0 : 2;
}
