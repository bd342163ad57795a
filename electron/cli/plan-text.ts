/** A plan as text and as the document of `trunkline plan --json`. */
import type { Plan } from '../../shared/plan/plan.ts';
import { printable } from './terminal.ts';

export const planDocument = ({ hosts, summary }: Plan) => ({
  hosts: Object.fromEntries(
    hosts.map(({ host, changes, problems }) => [
      host,
      {
        changes: changes.map(({ action, resource, summary: words, commands }) => ({
          action,
          resource,
          summary: words,
          commands,
        })),
        problems,
      },
    ]),
  ),
  summary,
});

const SIGNS = { create: '+', update: '~', replace: '±', delete: '-' } as const;

export function planLines(plan: Plan): string[] {
  const changed = plan.hosts.filter(({ changes }) => changes.length > 0);
  return changed.flatMap(({ host, changes }) => [
    host,
    ...changes.flatMap(({ action, summary, commands }) => [
      `  ${SIGNS[action]} ${printable(summary)}`,
      ...commands.map((command) => `      ${printable(command)}`),
    ]),
  ]);
}

export function summaryLine({ summary }: Plan): string {
  const parts = (Object.keys(SIGNS) as (keyof typeof SIGNS)[])
    .filter((action) => summary[action] > 0)
    .map((action) => `${summary[action]} to ${action}`);
  return parts.join(', ') || 'nothing to change';
}
