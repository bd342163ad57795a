/** Has the backend make a plan, from the lab file or from the marks of a lab on hosts that were named. */
import type { BackendEvent } from '../../shared/api.ts';
import type { Intent, Plan } from '../../shared/plan/plan.ts';
import { failure, type Problem, problem, type Result, success } from '../../shared/problem.ts';
import type { RemoteTarget } from '../remote/remote.ts';
import { follow } from './activity.ts';
import { readTarget } from './arguments.ts';
import { followed, labText, type Run } from './run.ts';
import { printable } from './terminal.ts';

export async function makePlan(
  run: Run,
  intent: Intent,
  onEvent: (event: BackendEvent) => void = () => undefined,
): Promise<{ readonly made: Plan | undefined; readonly problems: readonly Problem[] }> {
  const { arguments: given, backend } = run;
  if (given.practice && given.lab !== undefined) return { made: undefined, problems: [practiceNeedsFile()] };
  const targets = targetsOf(given.lab === undefined ? [] : given.hosts);
  if (!targets.ok) return { made: undefined, problems: targets.problems };
  let made: Plan | undefined;
  const ended = await follow(
    () =>
      given.lab === undefined
        ? backend.plan({ text: labText(run), intent, target: given.practice ? 'practice' : 'real' })
        : backend.planDestroyOf(given.lab, targets.value),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type === 'planned') made = event.plan;
        else if (event.type === 'host-phase') onEvent(event);
      },
    },
  );
  return { made, problems: ended.outcome === 'done' ? [] : ended.problems };
}

const practiceNeedsFile = (): Problem =>
  problem({
    code: 'practice-needs-file',
    message: '--practice and --lab do not go together: practice hosts are found by their lab file.',
    hint: 'Name the lab file, or leave --practice out to take the lab off real hosts.',
  });

function targetsOf(hosts: readonly string[]): Result<readonly RemoteTarget[]> {
  const targets: RemoteTarget[] = [];
  for (const text of hosts) {
    const target = readTarget(text);
    if (target === undefined) {
      return failure(
        problem({
          code: 'bad-host',
          message: `"${printable(text)}" does not name a host.`,
          hint: 'Say --host user@address or --host user@address:port.',
        }),
      );
    }
    targets.push({ ...target, name: target.address, key: undefined });
  }
  return success(targets);
}

export const warningsOf = ({ problems, hosts }: Plan): readonly Problem[] =>
  [...problems, ...hosts.flatMap((host) => host.problems)].filter(({ severity }) => severity === 'warning');
