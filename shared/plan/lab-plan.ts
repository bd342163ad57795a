import type { Problem } from '../problem.ts';
import type { Action, Intent, Plan } from './plan.ts';
import type { HostProgram } from './program.ts';

/** The plan that a person is asked to approve, from what was planned for each host. */
export function labPlan(fields: {
  readonly id: string;
  readonly lab: string;
  readonly intent: Intent;
  readonly programs: readonly HostProgram[];
  readonly problems: readonly Problem[];
}): Plan {
  const { programs, ...rest } = fields;
  const hosts = programs.map(({ plan }) => plan);
  const count = (action: Action): number =>
    hosts.reduce((sum, { changes }) => sum + changes.filter((change) => change.action === action).length, 0);
  const summary = {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
  };
  return { ...rest, hosts, summary };
}

/** With an error anywhere, nothing runs on any host. */
export const mayRun = (plan: Plan): boolean =>
  ![...plan.problems, ...plan.hosts.flatMap(({ problems }) => problems)].some(({ severity }) => severity === 'error');
