import { notePath, setOrUnset } from '../../../shared/lab/edit.ts';
import { type LabNote, noteId } from '../../../shared/lab/lab.ts';
import { startRenaming } from '../../store/draw/draw-store.ts';
import { MarkdownText } from '../../ui/MarkdownText.tsx';
import { Field } from './Field.tsx';
import classes from './Inspector.module.css';
import { Fact, Head, ThingLink } from './parts.tsx';

/** A note: its words, and what it frames. */
export function NoteInspector({ note }: { readonly note: LabNote }) {
  return (
    <>
      <Head name={note.name} what="note: words on the drawing, which no host ever sees" mark="" />
      <div className={classes.section}>
        <MarkdownText text={note.text} />
        <p>
          <button type="button" className={classes.link} onClick={() => startRenaming(noteId(note.name))}>
            Edit the words
          </button>
        </p>
      </div>
      <Field
        label="Frame around"
        value={note.frame.join(', ')}
        placeholder="nothing; such as docker01, docker02"
        edit={(text) => {
          const frame = text.split(/[,\s]+/).filter((id) => id !== '');
          return setOrUnset([...notePath(note.name), 'frame'], frame.length === 0 ? undefined : frame);
        }}
      />
      {note.frame.map((id) => (
        <Fact key={id} label="frames">
          <ThingLink id={id} />
        </Fact>
      ))}
    </>
  );
}
