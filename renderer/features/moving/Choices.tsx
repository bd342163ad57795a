import { TextInput } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import classes from './HoldSheet.module.css';
import type { Choice } from './targets.ts';

interface Props {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: Choice | undefined;
  readonly query: string;
  readonly focused: boolean;
  onQuery(query: string): void;
  onChoose(choice: Choice): void;
  onDone(): void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A list that is gone through by arrows and narrowed by typing; what does not fit stays, with its reason. */
export function Choices({ label, choices, chosen, query, focused, onQuery, onChoose, onDone }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = choices.findIndex(({ key }) => key === chosen?.key);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (event.key === 'Enter') onDone();
    else if (step !== undefined) {
      const next = choices[Math.min(choices.length - 1, Math.max(0, at + step))];
      if (next) onChoose(next);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        label={label}
        placeholder="Type to narrow the list"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        data-autofocus={focused || undefined}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} className={classes.list} role="listbox" aria-label={label} tabIndex={-1}>
        {choices.map((choice, index) => (
          // The field above has the keys of the list.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={choice.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={choice.why !== undefined}
            aria-description={choice.why}
            className={classes.choice}
            onClick={() => onChoose(choice)}
            onDoubleClick={onDone}
          >
            {choice.why === undefined ? <IconCheck size={16} /> : <IconBan size={16} />}
            <span>
              <strong>{choice.name}</strong> <span className={classes.detail}>{choice.detail}</span>
              {choice.why === undefined ? null : (
                <span className={classes.why} aria-hidden="true">
                  {choice.why}
                </span>
              )}
            </span>
          </div>
        ))}
        {choices.length === 0 ? <p className={classes.detail}>Nothing of that name.</p> : null}
      </div>
    </>
  );
}
