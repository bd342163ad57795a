import { ActionIcon, Button, NativeSelect, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type Data, isList, isMap } from '../../../../shared/lab/data.ts';
import { remove, set } from '../../../../shared/lab/edit.ts';
import { fieldOf } from '../../../../shared/lab/things/fields.ts';
import { isSwitch, rowOf, wordFor } from '../../../../shared/lab/things/form.ts';
import { type FilePlace, formOf } from '../../../../shared/lab/things/place.ts';
import { inSentence, type SharedField } from '../../../../shared/lab/things/things-form.ts';
import { faultOf, textOfData, typedData } from '../../../../shared/lab/things/typed.ts';
import { off, reason } from '../../../ui/off.ts';
import { withArticle } from '../../../ui/words.ts';
import { Control } from './Control.tsx';
import { hostOfPath, namedThing, namesAt, problemAt, useForm } from './context.ts';
import classes from './Form.module.css';
import { addItem, giveValue, makeEdits } from './give.ts';

/** Stands for the list itself where a word may stand instead of it. */
const THESE = 'only these';

/** A list of small maps: routes, forward rules, masquerade rules, images. */
export function RowsField({ of, onLeft }: { readonly of: SharedField; readonly onLeft: () => void }) {
  const { things, whyNot, asked } = useForm();
  const { field, place, data, steps } = of;
  const row = rowOf(place);
  const rows = isList(data) ? data : [];
  const word = wordFor(row ?? place);
  // A word instead of the list, until the first of the list is there.
  const [listed, setListed] = useState(false);
  const [drafting, setDrafting] = useState(asked === steps.join(' ') && field.choices.length === 0);
  const [thing] = things;
  if (row === undefined || thing === undefined) return null;
  const path = [...thing.path, ...steps];
  const hasWords = field.choices.length > 0;
  const isWord = hasWords && !isList(data) && !listed;
  return (
    <fieldset className={classes.rows}>
      <legend>{field.label}</legend>
      {hasWords ? (
        <NativeSelect
          size="xs"
          aria-label={field.label}
          disabled={whyNot !== undefined}
          {...reason(whyNot)}
          value={isWord ? (data?.toString() ?? of.absent?.toString() ?? '') : THESE}
          data={[...field.choices, THESE]}
          classNames={{ root: classes.field as string, input: classes.input as string }}
          onChange={({ currentTarget: { value } }) => {
            setListed(value === THESE);
            setDrafting(value === THESE && rows.length === 0);
            if (value !== THESE) giveValue(things, of, value);
          }}
        />
      ) : null}
      {isWord
        ? null
        : rows.map((item, index) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: entries of a list have no other name
              key={index}
              place={formOf(row, item)}
              item={item}
              path={[...path, index]}
              title={`${word} ${index + 1}`}
              onGive={(key, value) =>
                makeEdits(
                  [set([...path, index, key], value as never)],
                  `set ${key} of ${word} ${index + 1} on ${thing.id || 'the lab'} to ${String(value)}`,
                )
              }
              onRemove={() =>
                makeEdits([remove([...path, index])], `remove ${word} ${index + 1} of ${thing.id || 'the lab'}`)
              }
            />
          ))}
      {isWord ? null : drafting ? (
        <Draft
          place={row}
          path={[...path, rows.length]}
          title={`new ${word}`}
          onMake={(value) => {
            const made = isList(data)
              ? addItem(path, value, `add ${word} to ${thing.id || 'the lab'}`)
              : makeEdits([set(path, [value] as never)], `add ${word} to ${thing.id || 'the lab'}`);
            if (made === undefined) setDrafting(false);
            return made;
          }}
          onDrop={() => {
            setDrafting(false);
            setListed(false);
            if (rows.length === 0) onLeft();
          }}
        />
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={13} />}
          onClick={() => setDrafting(true)}
          {...off(whyNot)}
        >
          Add {withArticle(inSentence(word))}
        </Button>
      )}
    </fieldset>
  );
}

interface RowProps {
  readonly place: FilePlace;
  readonly item: Data;
  readonly path: readonly (string | number)[];
  readonly title: string;
  readonly onGive: (key: string, value: Data) => string | undefined;
  readonly onRemove: () => void;
}

function Row({ place, item, path, title, onGive, onRemove }: RowProps) {
  return (
    <fieldset className={classes.row} aria-label={title}>
      <span className={classes.title} aria-hidden="true">
        {title}
      </span>
      {[...(place.keys ?? [])].map(([key, inner]) => (
        <Cell
          key={key}
          name={key}
          place={inner}
          text={textOfData(inner, isMap(item) ? item.get(key) : undefined)}
          path={path}
          give={(value) => (value === undefined ? `${fieldOf(key, inner).label} is needed.` : onGive(key, value))}
        />
      ))}
      <Remove title={title} onRemove={onRemove} />
    </fieldset>
  );
}

function Remove({ title, onRemove }: { readonly title: string; readonly onRemove: () => void }) {
  return (
    <Tooltip label={`Remove ${title}`} position="left">
      <ActionIcon size="sm" className={classes.remove as string} aria-label={`Remove ${title}`} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

interface DraftProps {
  readonly place: FilePlace;
  readonly path: readonly (string | number)[];
  readonly title: string;
  readonly onMake: (value: ReadonlyMap<string, Data>) => string | undefined;
  readonly onDrop: () => void;
  /** Asked for before its keys, and then first of all. */
  readonly children?: ReactNode;
}

/** One that is not in the file yet: it is when all that it needs has been said. */
export function Draft({ place, path, title, onMake, onDrop, children }: DraftProps) {
  const [said, setSaid] = useState<ReadonlyMap<string, Data>>(new Map());
  const [fault, setFault] = useState<string | undefined>(undefined);
  const keys = [...(place.keys ?? [])];
  return (
    <fieldset
      className={classes.row}
      data-stacked={children !== undefined || undefined}
      data-faulty={fault !== undefined || undefined}
      aria-label={title}
    >
      {children}
      {keys.map(([key, inner], index) => (
        <Cell
          key={key}
          name={key}
          place={inner}
          text={textOfData(inner, said.get(key))}
          path={path}
          focused={index === 0 && children === undefined}
          give={(value) => {
            const wrong = value === undefined ? undefined : faultOf(inner, value);
            if (wrong !== undefined) return wrong;
            const now = new Map(said);
            if (value === undefined) now.delete(key);
            else now.set(key, value);
            setSaid(now);
            // Of all of it together: which of its fields is to be otherwise, nobody can say.
            setFault(keys.every(([name, each]) => each.optional || now.has(name)) ? onMake(now) : undefined);
            return undefined;
          }}
        />
      ))}
      <Remove title={title} onRemove={onDrop} />
      {fault === undefined ? null : (
        <p className={classes.draftFault} role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

interface CellProps {
  readonly name: string;
  readonly place: FilePlace;
  readonly text: string;
  /** Of the row. */
  readonly path: readonly (string | number)[];
  readonly focused?: boolean;
  readonly give: (value: Data | undefined) => string | undefined;
}

function Cell({ name, place, text, path, focused = false, give }: CellProps) {
  const { lab, problems, whyNot } = useForm();
  const { label, example, choices, optional, absent } = fieldOf(name, place);
  const host = hostOfPath(path);
  const at = [...path, name];
  const names = place.note.names && namesAt(lab, place.note.names, host, at);
  const options = names ?? (choices.length > 0 && place.forms === undefined ? choices : undefined);
  return (
    <Control
      label={label}
      input={isSwitch(place) ? 'switch' : options === undefined ? 'text' : 'choice'}
      text={isSwitch(place) && text === '' ? String(absent ?? false) : text}
      options={options ?? []}
      none={optional ? 'not stated' : undefined}
      placeholder={example ?? ''}
      whyNot={whyNot}
      focused={focused}
      problem={problemAt(problems, at)}
      goTo={namedThing(lab, place.note.names, host, text)}
      give={(typed) => {
        const value = typedData(place, typed);
        return (value === undefined ? undefined : faultOf(place, value)) ?? give(value);
      }}
    />
  );
}
