/** Things that somebody wants to delete: what else goes is said before anything does. */
import { create } from 'zustand';
import { type Removal, removalOf } from '../../../shared/draw/removal.ts';
import { useDocument } from '../document/document-store.ts';
import { useSelection } from '../selection.ts';
import { applied } from './gestures.ts';

export const useDeleting = create<{
  readonly asked: (Removal & { readonly ids: readonly string[]; readonly verb: 'delete' | 'cut' }) | undefined;
  /** The question is fetched when it is asked first. */
  readonly everAsked: boolean;
}>()(() => ({ asked: undefined, everAsked: false }));

/** What nothing depends on goes at once, since undo brings it back; else the person is told and asked once. */
export function askToDelete(ids: Iterable<string>, verb: 'delete' | 'cut' = 'delete'): void {
  const { lab, source } = useDocument.getState().document;
  if (lab === undefined || source === undefined) return;
  const all = [...ids];
  const removal = removalOf({ lab, root: source.root }, all, verb);
  if (!removal.asks) done(removal);
  else useDeleting.setState({ asked: { ...removal, ids: all, verb }, everAsked: true });
}

export function answerDeletion(yes: boolean): void {
  const { asked } = useDeleting.getState();
  useDeleting.setState({ asked: undefined });
  if (yes && asked) done(asked);
}

function done({ edits, says }: Removal): void {
  if (edits.length > 0 && applied(edits, says)) useSelection.getState().select(undefined);
}
