/** The form of what is chosen: every fact that it states as a field, what else can be said under 'Add…', and what is wrong with it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { remove } from '../../../../shared/lab/edit.ts';
import { formOfThings, type SharedField, type ThingsForm } from '../../../../shared/lab/things/things-form.ts';
import type { Problem } from '../../../../shared/problem.ts';
import { useProblems } from '../../../derived/problems.ts';
import { useReadRoot } from '../../../derived/read-root.ts';
import { askForField, useAskedField } from '../../../store/asked-field.ts';
import { useDocument } from '../../../store/document/document-store.ts';
import { applied, notEditable } from '../../../store/draw/gestures.ts';
import { off } from '../../../ui/off.ts';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { AddMenu } from './AddMenu.tsx';
import { FormContext, problemAt, useForm } from './context.ts';
import { EntryName, NewEntry } from './EntryField.tsx';
import classes from './Form.module.css';
import type { FormThing } from './give.ts';
import { PairsField } from './PairsField.tsx';
import { RowsField } from './RowsField.tsx';
import { ValueField } from './ValueField.tsx';

interface FormProps {
  /** One thing, or several whose common facts are asked for at once. */
  readonly things: readonly FormThing[];
  /** Stands first: a name is no fact of the thing but its place in the file. */
  readonly first?: ReactNode;
  /** In the heading of a group that stands under a name. */
  readonly heading?: (name: string) => ReactNode;
}

const LISTED = 3;

export function Form({ things, first, heading }: FormProps) {
  const lab = useDocument((state) => state.lab);
  const whyNot = useDocument(notEditable);
  const root = useReadRoot();
  const problems = useProblems();
  const form = useMemo(
    () =>
      root &&
      formOfThings(
        root,
        things.map(({ path }) => path),
      ),
    [root, things],
  );
  const [asked, setAsked] = useState<readonly string[]>([]);
  const frame = useRef<HTMLDivElement>(null);
  const wished = useAskedField(({ field }) => (things.length === 1 && field?.id === things[0]?.id ? field : undefined));
  useEffect(() => {
    if (wished === undefined) return;
    askForField(undefined);
    setAsked((before) => [...before.filter((one) => one !== wished.steps), wished.steps]);
  }, [wished]);
  const newest = asked.at(-1);
  useEffect(() => {
    if (newest === undefined) return;
    frame.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [newest]);
  if (lab === undefined || form === undefined) return first;
  const isAsked = (field: SharedField): boolean => asked.includes(field.steps.join(' '));
  const isShown = (field: SharedField): boolean =>
    // What stands under names has groups of its own; here a new one is asked for.
    (isNameless(field) && isAsked(field)) ||
    (field.kind !== 'entries' &&
      (field.shown ||
        isAsked(field) ||
        things.some(({ path }) => problemAt(problems, [...path, ...field.steps]) !== undefined)));
  const all = form.groups.flatMap(({ fields, title }) => fields.map((field) => ({ field, group: title })));
  const leave = (field: SharedField): void => {
    if (!field.shown || isNameless(field)) setAsked((steps) => steps.filter((one) => one !== field.steps.join(' ')));
  };
  return (
    <FormContext.Provider value={{ lab, things, form, problems, whyNot, asked: newest }}>
      <div ref={frame} data-form>
        {whyNot !== undefined ? (
          <p className={classes.broken}>The file has an error. This is what was read last; mend the text to go on.</p>
        ) : null}
        {first}
        {/* The error of a file that cannot be read is told at its line and among the problems, not a third time here. */}
        {whyNot === undefined ? (
          <Others
            things={things}
            form={form}
            shown={all.filter(({ field }) => isShown(field)).map(({ field }) => field)}
            problems={problems}
          />
        ) : null}
        {all.length === 0 && things.length > 1 ? (
          <p className={classes.nothing}>Choose things of one kind to change what they have in common.</p>
        ) : null}
        {form.groups.map(({ steps, title, isEntry, entryOf, fields }) => {
          const there = fields.filter(isShown);
          if (there.length === 0 && !isEntry) return null;
          const listed = there.map((field) => (
            <AnyField key={field.steps.join(' ')} of={field} onLeft={() => leave(field)} />
          ));
          if (steps.length === 0) return <div key="">{listed}</div>;
          return (
            <section key={steps.join(' ')} className={classes.group} aria-label={title}>
              <h3>
                {isEntry ? (heading?.(title) ?? title) : title}
                {isEntry && things.length === 1 ? (
                  <TakeAway
                    things={things}
                    steps={steps}
                    name={title}
                    words={entryOf === undefined ? `Remove ${title}` : `Take it off ${title}`}
                  />
                ) : null}
              </h3>
              {isEntry && entryOf === undefined && things.length === 1 ? (
                <EntryName steps={steps} name={title} />
              ) : null}
              {listed}
            </section>
          );
        })}
        <AddMenu
          hidden={all.filter(({ field }) => (field.kind !== 'entries' || isNameless(field)) && !isShown(field))}
          entries={all.flatMap(({ field }) => (field.kind === 'entries' ? [field] : []))}
          ask={(steps) => setAsked((before) => [...before.filter((one) => one !== steps), steps])}
        />
      </div>
    </FormContext.Provider>
  );
}

/** One may stand there under any name: nothing else in the lab says which. */
const isNameless = ({ kind, naming }: SharedField): boolean => kind === 'entries' && naming === undefined;

function AnyField({ of, onLeft }: { readonly of: SharedField; readonly onLeft: () => void }) {
  switch (of.kind) {
    case 'rows':
      return <RowsField of={of} onLeft={onLeft} />;
    case 'entries':
      return <NewEntry of={of} onLeft={onLeft} />;
    case 'pairs':
      return <PairsField of={of} onLeft={onLeft} />;
    default:
      return <ValueField of={of} onLeft={onLeft} />;
  }
}

interface TakeAwayProps {
  readonly things: readonly FormThing[];
  readonly steps: readonly string[];
  readonly name: string;
  readonly words: string;
}

function TakeAway({ things: [thing], steps, name, words }: TakeAwayProps) {
  const { whyNot } = useForm();
  if (thing === undefined) return null;
  return (
    <Tooltip label={words} position="left">
      <ActionIcon
        size="sm"
        aria-label={words}
        onClick={() =>
          applied(
            [remove([...thing.path, ...steps])],
            thing.id === '' ? `remove ${name}` : `take ${thing.id} off ${name}`,
          )
        }
        {...off(whyNot)}
      >
        <IconX size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

interface OthersProps {
  readonly things: readonly FormThing[];
  readonly form: ThingsForm;
  readonly shown: readonly SharedField[];
  readonly problems: readonly Problem[];
}

/** What is wrong with the thing as a whole: none of its fields says so. */
function Others({ things, shown, problems }: OthersProps) {
  const ids = new Set(things.map(({ id }) => id));
  const places = things.flatMap(({ path }) => shown.map(({ steps }) => [...path, ...steps]));
  const others = problems.filter(
    (problem) => ids.has(problem.subject) && !places.some((place) => problemAt([problem], place) !== undefined),
  );
  return others.slice(0, LISTED).map((problem, index) => (
    <div
      // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be found twice
      key={index}
      className={classes.other}
      data-severity={problem.severity}
    >
      <ProblemText problem={problem} />
    </div>
  ));
}
