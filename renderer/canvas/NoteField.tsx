import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Rect } from '../../shared/drawing/types.ts';
import { notePath, remove, set } from '../../shared/lab/edit.ts';
import type { LabNote } from '../../shared/lab/lab.ts';
import { editDocument } from '../store/document/document-store.ts';
import { stopRenaming } from '../store/draw/draw-store.ts';
import classes from './NameField.module.css';
import { focusSelected } from './NameField.tsx';

/** The words of a note, typed over where they stand. Enter takes them, Escape leaves them as they are; without words the note goes. */
export function NoteField({ note, rect }: { readonly note: LabNote; readonly rect: Rect }) {
  const [draft, setDraft] = useState(note.text);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);

  // As high as its words, and no lower than the note.
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${Math.max(element.scrollHeight + 4, rect.height + 8, draft === '' ? 40 : 0)}px`;
  }, [draft, rect.height]);

  const leave = (refocus: boolean): void => {
    done.current = true;
    stopRenaming();
    if (refocus) focusSelected();
  };
  const commit = (refocus: boolean): void => {
    if (done.current) return;
    const path = notePath(note.name);
    const [problem] =
      draft.trim() === ''
        ? editDocument([remove(path)], `delete note ${note.name}`)
        : editDocument([set([...path, 'text'], draft)], `write note ${note.name}`);
    if (problem === undefined || !refocus) leave(refocus);
    else setFault(`${problem.message} ${problem.hint}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The drawing has keys of its own for these.
    if (/^(Enter|Escape|Arrow.*)$/.test(event.key)) event.stopPropagation();
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      commit(true);
    }
    if (event.key === 'Escape') leave(true);
  };
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
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setFault(undefined);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => commit(false)}
      />
      <p className={fault === undefined ? classes.how : classes.fault} role={fault === undefined ? undefined : 'alert'}>
        {fault ?? 'Markdown. Enter takes it, Shift with Enter begins a line.'}
      </p>
    </div>
  );
}
