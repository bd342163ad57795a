import { useDocument } from '../store/document/document-store.ts';
import { thingById } from '../store/document/thing.ts';
import { useDraw } from '../store/draw/draw-store.ts';

/** By which the field of a note is described. */
export const NOTE_KEYS = 'note-keys';

/** Whether the words of a note are being typed. */
export function useNoteTyped(): boolean {
  const lab = useDocument((state) => state.lab);
  const typed = useDraw(({ renaming }) => renaming);
  return lab !== undefined && typed !== undefined && thingById(lab, typed)?.kind === 'note';
}

/** How a note is typed: beside its field it would lie over what is drawn there. */
export function NoteKeys() {
  return <span id={NOTE_KEYS}>Markdown. Enter takes the note, Shift with Enter begins a line.</span>;
}
