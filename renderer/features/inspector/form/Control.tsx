import { ActionIcon, NativeSelect, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import type { Problem } from '../../../../shared/problem.ts';
import { fixOf } from '../../../derived/fixes.ts';
import { applied } from '../../../store/draw/gestures.ts';
import { selectThing } from '../../../store/selection.ts';
import { reason } from '../../../ui/off.ts';
import classes from './Form.module.css';

export interface ControlProps {
  readonly label: string;
  readonly input: 'text' | 'switch' | 'choice';
  /** What is there now, as text. */
  readonly text: string;
  readonly options?: readonly string[];
  /** The option of nothing, where nothing may be said. */
  readonly none?: string | undefined;
  readonly placeholder?: string;
  readonly unit?: string | undefined;
  /** Why nothing can be typed now; undefined: it can. */
  readonly whyNot: string | undefined;
  readonly focused?: boolean;
  /** What the reader and the rules say of this very value. */
  readonly problem?: Problem | undefined;
  /** The thing that the value names. */
  readonly goTo?: string | undefined;
  /** Takes what was typed over. @returns what is wrong with it */
  readonly give: (text: string) => string | undefined;
  /** Nothing was given, and the field was left. */
  readonly onLeft?: () => void;
}

/** Of the lowest field the words would come below the edge. */
const intoSight = (words: HTMLElement | null): void => words?.scrollIntoView({ block: 'nearest' });

/** One value. It is taken over on Enter, when the field is left, or when it is chosen; what is wrong is said at the field. */
export function Control(props: ControlProps) {
  const { label, input, text, whyNot, give, problem, focused, goTo } = props;
  const [draft, setDraft] = useState(text);
  const [fault, setFault] = useState<string | undefined>(undefined);
  useEffect(() => {
    setDraft(text);
    setFault(undefined);
  }, [text]);

  const reset = (): void => {
    setDraft(text);
    setFault(undefined);
  };
  const commit = (): void => {
    const next = draft.trim();
    if (next === text) {
      reset();
      props.onLeft?.();
    } else setFault(give(next));
  };
  const bad = fault !== undefined || problem?.severity === 'error';
  const below = fault !== undefined ? <span ref={intoSight}>{fault}</span> : problem && <Said problem={problem} />;
  const shared = {
    label,
    disabled: whyNot !== undefined,
    ...reason(whyNot),
    error: bad ? below : undefined,
    description: bad ? undefined : below,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    classNames: {
      root: classes.field as string,
      input: classes.input as string,
      label: classes.label as string,
      description: classes.doubt as string,
      error: classes.fault as string,
    },
    'data-autofocus': focused || undefined,
    'data-doubtful': problem !== undefined && !bad ? true : undefined,
  };
  if (input === 'switch') {
    return (
      <Switch
        size="xs"
        label={label}
        labelPosition="left"
        checked={text === 'true'}
        disabled={whyNot !== undefined}
        {...reason(whyNot)}
        error={bad ? below : undefined}
        description={bad ? undefined : below}
        data-autofocus={focused || undefined}
        onChange={(event) => setFault(give(String(event.currentTarget.checked)))}
        classNames={{
          root: classes.switch as string,
          body: classes.switchBody as string,
          label: classes.switchLabel as string,
        }}
      />
    );
  }
  if (input === 'choice') {
    const options = props.options ?? [];
    const known = text === '' || options.includes(text) ? options : [text, ...options];
    return (
      <Beside goTo={goTo}>
        <NativeSelect
          {...shared}
          size="xs"
          value={text}
          onChange={(event) => setFault(give(event.currentTarget.value))}
          onBlur={() => text === '' && props.onLeft?.()}
          data={[
            ...(props.none !== undefined || text === '' ? [{ value: '', label: props.none ?? 'choose…' }] : []),
            ...known.map((value) => ({ value, label: value })),
          ]}
        />
      </Beside>
    );
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') {
      if (draft !== text || fault !== undefined) event.stopPropagation();
      reset();
    }
  };
  return (
    <Beside goTo={goTo}>
      <TextInput
        {...shared}
        value={draft}
        placeholder={props.placeholder ?? ''}
        rightSection={props.unit === undefined ? null : <span className={classes.unit}>{props.unit}</span>}
        rightSectionWidth={props.unit === undefined ? 0 : props.unit.length * 7 + 20}
        rightSectionPointerEvents="none"
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setFault(undefined);
        }}
        onBlur={commit}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
    </Beside>
  );
}

/** A way to what the value names. */
function Beside({ goTo, children }: { readonly goTo: string | undefined; readonly children: ReactNode }) {
  if (goTo === undefined) return children;
  return (
    <div className={classes.beside}>
      {children}
      <Tooltip label={`Go to ${goTo}`} position="left">
        <ActionIcon
          size="sm"
          className={classes.go as string}
          aria-label={`Go to ${goTo}`}
          onClick={() => selectThing(goTo)}
        >
          <IconArrowUpRight size={15} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

/** A problem at its field, with its cure by one click. */
function Said({ problem }: { readonly problem: Problem }) {
  const { message, hint } = problem;
  const fix = fixOf(problem);
  return (
    <>
      {message} {hint}
      {fix === undefined ? null : (
        <button type="button" className={classes.mend} onClick={() => applied(fix.edits, fix.title.toLowerCase())}>
          {fix.title}
        </button>
      )}
    </>
  );
}
