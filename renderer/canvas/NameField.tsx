import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Rect } from '../../shared/drawing/types.ts';
import { thingNamed } from '../../shared/lab/lookup.ts';
import { useDocument } from '../store/document/document-store.ts';
import { stopRenaming, useDraw } from '../store/draw/draw-store.ts';
import { rename } from '../store/draw/gestures.ts';
import { selectedThing, useSelection } from '../store/selection.ts';
import classes from './NameField.module.css';

/** The name of a thing, typed over where it stands. Enter takes it, Escape leaves it as it is. */
export function NameField({ id, rect }: { readonly id: string; readonly rect: Rect }) {
  const name = useDocument(({ lab }) => (lab ? thingNamed(lab, id)?.name : undefined)) ?? '';
  const [draft, setDraft] = useState(name);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);

  const leave = (refocus: boolean): void => {
    done.current = true;
    stopRenaming();
    if (refocus) focusSelected();
  };
  const commit = (refocus: boolean): void => {
    if (done.current) return;
    const [problem] = draft.trim() === '' ? [] : rename(id, draft.trim());
    if (problem === undefined) leave(refocus);
    else if (refocus) setFault(`${problem.message} ${problem.hint}`);
    else leave(false);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The drawing has keys of its own for these.
    if (/^(Enter|Escape|Arrow.*)$/.test(event.key)) event.stopPropagation();
    if (event.key === 'Enter') commit(true);
    if (event.key === 'Escape') leave(true);
  };
  return (
    <div
      className={`${classes.place} nodrag nopan`}
      style={{ transform: `translate(${rect.x}px, ${rect.y}px)`, width: Math.max(rect.width, 120) }}
    >
      <input
        ref={field}
        className={classes.field}
        aria-label={`Name of ${name}`}
        aria-invalid={fault !== undefined}
        value={draft}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setDraft(event.currentTarget.value);
          setFault(undefined);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => commit(false)}
      />
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

/** Back to the thing itself, so that the next key is a tool's. */
export function focusSelected(): void {
  const id = selectedThing(useSelection.getState());
  requestAnimationFrame(() => {
    // Whoever types fast has made the next thing by now, and names it.
    if (useDraw.getState().renaming !== undefined) return;
    const things = [...document.querySelectorAll<HTMLElement>('[data-thing][aria-pressed="true"]')];
    (things.find((element) => element.dataset.thing === id) ?? things.at(-1))?.focus({ preventScroll: true });
  });
}
