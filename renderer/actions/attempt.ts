/** What a person asks for by key or in a menu is done, or why not now is told: nothing that is pressed comes to nothing without a word. */
import { problem } from '../../shared/problem.ts';
import { forget, notifyWhile } from '../store/flow/notice.ts';
import type { Action } from './actions.ts';

const NOT_NOW = 'not-now';

export function attempt(action: Action): void {
  if (tellWhyNot(action)) action.run();
}

/** @returns true: it can be done. What was told of another is over either way. */
export function tellWhyNot({ name, whyNot }: Pick<Action, 'name' | 'whyNot'>): boolean {
  forget(NOT_NOW);
  const why = whyNot();
  if (why === undefined) return true;
  const told = problem({
    severity: 'warning',
    code: NOT_NOW,
    message: `${name.replace(/…$/, '')} is not possible now: ${why}.`,
    hint: 'Nothing was changed.',
  });
  notifyWhile(() => whyNot() === why, told);
  return false;
}
