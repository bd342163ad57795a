/** Has the backend make a plan, from the lab file or from the marks of a lab on hosts that were named. */

import type { BackendEvent } from '../../shared/api.ts';
import { type Ending, refused } from '../../shared/outcome.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { fullPath } from '../store/paths.ts';
import { follow } from './activity.ts';
import { followed, isOfSize, labText, type Run, saySizeOfFile } from './run.ts';
import { readTargets } from './target.ts';

/** A plan that is whole, or how the making of it ended otherwise. */
export type MadePlan =
  | { readonly kind: 'made'; readonly plan: Plan; readonly ending: Ending }
  | { readonly kind: 'not-made'; readonly ending: Ending };

export async function makePlan(
  run: Run,
  intent: Intent,
  onEvent: (event: BackendEvent) => void = () => undefined,
): Promise<MadePlan> {
  const { arguments: given, backend } = run;
  const notMade = (problems: readonly Problem[]): MadePlan => ({ kind: 'not-made', ending: refused(problems) });
  if (given.practice && given.lab !== undefined) return notMade([practiceNeedsFile()]);
  const targets = readTargets(given.lab === undefined ? [] : given.hosts);
  if (!targets.ok) return notMade(targets.problems);
  saySizeOfFile(run);
  let plan: Plan | undefined;
  const ending = await follow(
    () =>
      given.lab === undefined
        ? backend.plan({
            text: labText(run),
            intent,
            target: given.practice ? 'practice' : 'real',
            path: placeOf(given.file),
          })
        : backend.planDestroyOf(given.lab, targets.value),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type === 'planned') plan = event.plan;
        else if (event.type === 'host-phase') onEvent(event);
      },
    },
  );
  return plan !== undefined && ending.outcome === 'done'
    ? { kind: 'made', plan, ending }
    : { kind: 'not-made', ending };
}

/** Of standard input a name in the folder that the command was typed in; undefined: there is no such folder any more. */
function placeOf(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : fullPath(file);
  } catch {
    return undefined;
  }
}

const practiceNeedsFile = (): Problem =>
  problem({
    code: 'practice-needs-file',
    message: '--practice and --lab do not go together: practice hosts are found by their lab file.',
    hint: 'Name the lab file, or leave --practice out to take the lab off real hosts.',
  });

/** But for what was said before it was made. */
export const warningsOf = ({ problems, hosts }: Plan): readonly Problem[] =>
  [...problems.filter((one) => !isOfSize(one)), ...hosts.flatMap((host) => host.problems)].filter(
    ({ severity }) => severity === 'warning',
  );
