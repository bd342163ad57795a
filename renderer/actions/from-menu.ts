/** What was chosen in the system's menu is done as if it were chosen in the window's own. */
import { problem } from '../../shared/problem.ts';
import { notify } from '../store/flow/notice.ts';
import { ACTIONS } from './actions.ts';

/** @param id of an action; one that is none does nothing */
export function actFromMenu(id: string): void {
  const action = ACTIONS.find((one) => one.id === id);
  if (action === undefined) return;
  // In a field the field's own undo is meant.
  const typing = document.activeElement?.closest('input, textarea, [contenteditable="true"]') != null;
  if (typing && (id === 'undo' || id === 'redo')) {
    document.execCommand(id);
    return;
  }
  const why = action.whyNot();
  if (why === undefined) action.run();
  else
    notify(
      problem({
        severity: 'warning',
        code: 'not-now',
        message: `${action.name.replace(/…$/, '')} is not possible now: ${why}.`,
        hint: 'Nothing was changed.',
      }),
    );
}
