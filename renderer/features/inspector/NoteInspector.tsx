import { useMemo } from 'react';
import { notePath } from '../../../shared/lab/edit.ts';
import { type LabNote, noteId } from '../../../shared/lab/lab.ts';
import { startRenaming } from '../../store/draw/draw-store.ts';
import { MarkdownText } from '../../ui/MarkdownText.tsx';
import { Form } from './form/Form.tsx';
import classes from './Inspector.module.css';
import { Fact, Head, ThingLink } from './parts.tsx';

/** A note: its words, and what it frames. */
export function NoteInspector({ note }: { readonly note: LabNote }) {
  const things = useMemo(() => [{ id: noteId(note.name), path: notePath(note.name) }], [note.name]);
  return (
    <>
      <Head name={note.name} what="note: words on the drawing, which no host ever sees" mark="" />
      <div className={classes.section}>
        <MarkdownText text={note.text} />
        <p>
          <button
            type="button"
            className={`${classes.link} ${classes.words}`}
            onClick={() => startRenaming(noteId(note.name))}
          >
            Edit the words
          </button>
        </p>
      </div>
      <Form things={things} />
      {note.frame.map((id) => (
        <Fact key={id} label="frames">
          <ThingLink id={id} />
        </Fact>
      ))}
    </>
  );
}
