/** `trunkline plan`: what a deploy would change. Exit 2 when there is something. */
import type { CommandEnd } from './end.ts';
import { makePlan, warningsOf } from './make-plan.ts';
import { planDocument, planLines } from './plan-text.ts';
import { type Run, sayProblems } from './run.ts';

export async function plan(run: Run): Promise<CommandEnd> {
  const made = await makePlan(run, 'deploy');
  if (made.kind === 'not-made') return { ending: made.ending };
  sayProblems(run, warningsOf(made.plan));
  const pings = run.backend.pingChanges(made.plan.id);
  if (run.arguments.json) return { ending: made.ending, document: planDocument(made.plan, pings) };
  const { commands } = run.arguments;
  for (const line of planLines(made.plan, { commands, width: run.terminal.width, pings })) run.terminal.out(line);
  return { ending: made.ending };
}
