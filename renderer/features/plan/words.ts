import type { Action, PlanSummary } from '../../../shared/plan/plan.ts';

const ACTIONS: Readonly<Record<Action, string>> = {
  create: 'create',
  update: 'change',
  replace: 'replace',
  delete: 'remove',
};
export const actionWords = (action: Action): string => ACTIONS[action];

/** `14 to create, 1 to replace`. */
export function summaryWords(summary: PlanSummary): string {
  const parts = (['create', 'update', 'replace', 'delete'] as const)
    .filter((action) => summary[action] > 0)
    .map((action) => `${summary[action]} to ${ACTIONS[action]}`);
  return parts.join(', ') || 'nothing to do';
}
