import { useEffect } from 'react';
import type { Rect } from '../../shared/drawing/types.ts';
import { notePath, remove, set } from '../../shared/lab/edit.ts';
import type { LabNote } from '../../shared/lab/lab.ts';
import { editDocument } from '../store/document/document-store.ts';
import classes from './NameField.module.css';
import { NOTE_KEYS } from './NoteKeys.tsx';
import { useTypedOver } from './use-typed-over.ts';

/** The words of a note, typed over where they stand. Enter takes them, Escape leaves them as they are; without words the note goes. */
export function NoteField({ note, rect }: { readonly note: LabNote; readonly rect: Rect }) {
  const path = notePath(note.name);
  const { field, draft, fault, type, onKeyDown, onBlur } = useTypedOver<HTMLTextAreaElement>(
    note.text,
    (typed) =>
      typed.trim() === ''
        ? editDocument([remove(path)], `delete note ${note.name}`)
        : editDocument([set([...path, 'text'], typed)], `write note ${note.name}`),
    ({ shiftKey, nativeEvent }) => !shiftKey && !nativeEvent.isComposing,
  );

  // As high as its words, and no lower than the note.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${Math.max(element.scrollHeight + 4, rect.height + 8, draft === '' ? 40 : 0)}px`;
  }, [field, draft, rect.height]);

  return (
    <div
      className={`${classes.place} nodrag nopan nowheel`}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: rect.width }}
    >
      <textarea
        ref={field}
        className={`${classes.field} ${classes.words}`}
        aria-label={`Text of note ${note.name}`}
        aria-invalid={fault !== undefined}
        aria-describedby={NOTE_KEYS}
        value={draft}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
