import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Data, isMap } from '../../../../shared/lab/data.ts';
import { remove, rename, set } from '../../../../shared/lab/edit.ts';
import type { FilePlace } from '../../../../shared/lab/things/place.ts';
import { inSentence, type SharedField } from '../../../../shared/lab/things/things-form.ts';
import { faultOf, textOfData, typedData } from '../../../../shared/lab/things/typed.ts';
import { off } from '../../../ui/off.ts';
import { Control } from './Control.tsx';
import { hostOfPath, namedThing, namesAt, problemAt, useForm } from './context.ts';
import classes from './Form.module.css';
import { makeEdits } from './give.ts';

/** A map of names and single values: a network's parent on each host, reserved addresses, environment. */
export function PairsField({ of, onLeft }: { readonly of: SharedField; readonly onLeft: () => void }) {
  const { lab, things, problems, whyNot, asked } = useForm();
  const { field, place, data, steps, naming } = of;
  const [drafting, setDrafting] = useState(asked === steps.join(' '));
  const [name, setName] = useState('');
  const [thing] = things;
  const entry = place.entry;
  if (thing === undefined || entry === undefined) return null;
  const path = [...thing.path, ...steps];
  const pairs = isMap(data) ? [...data] : [];
  const free =
    naming && namesAt(lab, naming, hostOfPath(path), path).filter((each) => !pairs.some(([k]) => k === each));
  const label = inSentence(field.label);
  const valueAt = (key: string, value: Data | undefined, onGive: (data: Data) => string | undefined) => (
    <PairValue
      label={`${field.label}: ${key}`}
      entry={entry}
      name={key}
      value={value}
      naming={naming}
      path={[...path, key]}
      onGive={onGive}
    />
  );
  return (
    <fieldset className={classes.rows}>
      <legend>{field.label}</legend>
      {pairs.map(([key, value]) => (
        <fieldset key={key} className={classes.pair} aria-label={key}>
          {naming === undefined ? (
            <Control
              label={`Name in ${label}`}
              input="text"
              text={key}
              whyNot={whyNot}
              give={(to) =>
                to === '' ? 'A name is needed.' : makeEdits([rename([...path, key], to)], `rename ${key} to ${to}`)
              }
            />
          ) : (
            <span className={classes.key} title={key}>
              {key}
            </span>
          )}
          {valueAt(key, value, (given) =>
            makeEdits([set([...path, key], given as never)], `set ${label} of ${thing.id}: ${key} to ${String(given)}`),
          )}
          <Tooltip label={`Remove ${key}`} position="left">
            <ActionIcon
              size="sm"
              className={classes.remove as string}
              aria-label={`Remove ${key}`}
              onClick={() => makeEdits([remove([...path, key])], `remove ${key} from ${label} of ${thing.id}`)}
            >
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        </fieldset>
      ))}
      {drafting ? (
        <fieldset className={classes.pair} aria-label={`new in ${label}`}>
          <Control
            label={naming === undefined ? `Name in ${label}` : (naming.kind ?? 'name')}
            input={free === undefined ? 'text' : 'choice'}
            options={free ?? []}
            text={name}
            placeholder="name"
            whyNot={whyNot}
            focused
            give={(text) => {
              setName(text);
              return undefined;
            }}
          />
          {valueAt(name, undefined, (given) => {
            if (name === '') return 'Say the name first.';
            const made = makeEdits([set([...path, name], given as never)], `add ${name} to ${label} of ${thing.id}`);
            if (made === undefined) {
              setDrafting(false);
              setName('');
            }
            return made;
          })}
          <Tooltip label="Leave it out" position="left">
            <ActionIcon
              size="sm"
              className={classes.remove as string}
              aria-label="Leave it out"
              onClick={() => {
                setDrafting(false);
                if (pairs.length === 0) onLeft();
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          </Tooltip>
        </fieldset>
      ) : free === undefined || free.length > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} />}
          onClick={() => setDrafting(true)}
          {...off(whyNot)}
        >
          Add to {label}
        </Button>
      ) : null}
      {problemAt(problems, path) && pairs.length === 0 ? (
        <p className={classes.doubt}>{problemAt(problems, path)?.message}</p>
      ) : null}
    </fieldset>
  );
}

interface PairValueProps {
  readonly label: string;
  readonly entry: FilePlace;
  readonly name: string;
  readonly value: Data | undefined;
  readonly naming: SharedField['naming'];
  readonly path: readonly (string | number)[];
  readonly onGive: (data: Data) => string | undefined;
}

function PairValue({ label, entry, name, value, naming, path, onGive }: PairValueProps) {
  const { lab, problems, whyNot } = useForm();
  // Under the name of a host stand names of that host.
  const host = naming?.kind === 'host' ? name : hostOfPath(path);
  const names = entry.note.names && (name === '' ? [] : namesAt(lab, entry.note.names, host, path));
  const text = textOfData(entry, value);
  return (
    <Control
      label={label}
      input={names === undefined ? 'text' : 'choice'}
      options={names ?? []}
      text={text}
      placeholder="value"
      whyNot={whyNot}
      problem={name === '' ? undefined : problemAt(problems, path)}
      goTo={namedThing(lab, entry.note.names, host, text)}
      give={(typed) => {
        const given = typedData(entry, typed);
        if (given === undefined) return 'A value is needed.';
        return faultOf(entry, given) ?? onGive(given);
      }}
    />
  );
}
