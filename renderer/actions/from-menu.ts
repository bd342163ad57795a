/** What was chosen in the system's menu is done as if it were chosen in the window's own. */
import { ACTIONS } from './actions.ts';
import { attempt } from './attempt.ts';

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
  attempt(action);
}
