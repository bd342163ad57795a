import { useState } from 'react';
import { rename, set } from '../../../../shared/lab/edit.ts';
import { inSentence, type SharedField } from '../../../../shared/lab/things/things-form.ts';
import { Control } from './Control.tsx';
import { useForm } from './context.ts';
import classes from './Form.module.css';
import { makeEdits } from './give.ts';
import { Draft } from './RowsField.tsx';

/** A new one of a map of names and records that nothing else in the lab names: where an image comes from. */
export function NewEntry({ of, onLeft }: { readonly of: SharedField; readonly onLeft: () => void }) {
  const { things, whyNot } = useForm();
  const { field, place, steps } = of;
  const [name, setName] = useState('');
  const [thing] = things;
  const entry = place.entry;
  if (thing === undefined || entry === undefined) return null;
  const path = [...thing.path, ...steps];
  const label = inSentence(field.label);
  return (
    <fieldset className={classes.rows}>
      <legend>{field.label}</legend>
      <Draft
        place={entry}
        path={[...path, name]}
        title={`new in ${label}`}
        onMake={(value) => {
          if (name === '') return 'Say the name first.';
          const made = makeEdits([set([...path, name], value as never)], `add ${name} to ${label}`);
          if (made === undefined) onLeft();
          return made;
        }}
        onDrop={onLeft}
      >
        <Control
          label={`Name in ${label}`}
          input="text"
          text={name}
          placeholder={entry.note.field?.example ?? 'name'}
          whyNot={whyNot}
          focused
          give={(text) => {
            setName(text);
            return undefined;
          }}
        />
      </Draft>
    </fieldset>
  );
}

/** The name of one that is there, typed over. */
export function EntryName({ steps, name }: { readonly steps: readonly string[]; readonly name: string }) {
  const { things, whyNot } = useForm();
  const [thing] = things;
  if (thing === undefined) return null;
  return (
    <Control
      label="Name"
      input="text"
      text={name}
      whyNot={whyNot}
      give={(to) =>
        to === '' ? 'A name is needed.' : makeEdits([rename([...thing.path, ...steps], to)], `rename ${name} to ${to}`)
      }
    />
  );
}
