import { isDirty, useDocument } from '../../store/document/document-store.ts';

/** Asks before unsaved changes are left behind; true: go on. An untouched template is nothing to lose. */
export function confirmLosing(): boolean {
  const state = useDocument.getState();
  const touched = useDocument.temporal.getState().pastStates.length > 0;
  if (!isDirty(state) || !touched) return true;
  return window.confirm(`${state.lab?.name ?? 'This lab'} has changes that are not saved. Leave them behind?`);
}
