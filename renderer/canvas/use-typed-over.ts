import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/problem.ts';
import { stopRenaming, useDraw } from '../store/draw/draw-store.ts';
import { selectedThing, useSelection } from '../store/selection.ts';

interface TypedOver<Field> {
  readonly field: RefObject<Field | null>;
  readonly draft: string;
  /** Why it was not taken. */
  readonly fault: string | undefined;
  readonly type: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
}

/**
 * What is typed over a thing of the drawing, where it stands: Enter takes it, Escape leaves the thing as it is, and so does what
 * cannot be taken when somebody goes elsewhere.
 * @param take what is wrong with it; nothing: it is taken
 * @param takes which Enter takes it
 */
export function useTypedOver<Field extends HTMLInputElement | HTMLTextAreaElement>(
  text: string,
  take: (draft: string) => readonly Problem[],
  takes: (event: KeyboardEvent) => boolean = () => true,
): TypedOver<Field> {
  const [draft, setDraft] = useState(text);
  const [fault, setFault] = useState<string | undefined>(undefined);
  const field = useRef<Field>(null);
  const done = useRef(false);
  const fromOutline = useRef(false);
  useEffect(() => {
    fromOutline.current = document.activeElement?.closest('[role="tree"]') !== null;
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);

  const leave = (refocus: boolean): void => {
    done.current = true;
    stopRenaming();
    if (refocus) focusSelected(fromOutline.current ? 'outline' : 'drawing');
  };
  const commit = (refocus: boolean): void => {
    if (done.current) return;
    const [problem] = take(draft);
    if (problem === undefined || !refocus) leave(refocus);
    else setFault(`${problem.message} ${problem.hint}`);
  };
  return {
    field,
    draft,
    fault,
    type(typed) {
      setDraft(typed);
      setFault(undefined);
    },
    onKeyDown(event) {
      // The drawing has keys of its own for these.
      if (/^(Enter|Escape|Arrow.*)$/.test(event.key)) event.stopPropagation();
      if (event.key === 'Enter' && takes(event)) {
        event.preventDefault();
        commit(true);
      }
      if (event.key === 'Escape') leave(true);
    },
    onBlur: () => commit(false),
  };
}

const CHOSEN = {
  drawing: '[data-thing][aria-pressed="true"]',
  outline: '[role="treeitem"][aria-selected="true"]',
} as const;

/** Back to the thing itself where somebody works with it, so that the next key is a tool's. */
function focusSelected(where: keyof typeof CHOSEN): void {
  const id = selectedThing(useSelection.getState());
  requestAnimationFrame(() => {
    // Whoever types fast has made the next thing by now, and names it.
    if (useDraw.getState().renaming !== undefined) return;
    const things = [...document.querySelectorAll<HTMLElement>(CHOSEN[where])];
    (things.find((element) => element.dataset.thing === id) ?? things.at(-1))?.focus({ preventScroll: true });
  });
}
