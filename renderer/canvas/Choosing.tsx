import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import { thingOfVertex, thingsWithin } from '../../shared/drawing/within.ts';
import { selectedIds, selectThings, toggleThing, useSelection } from '../store/selection.ts';
import { useUi } from '../store/ui.ts';
import { count } from '../ui/words.ts';
import classes from './Choosing.module.css';
import { moveFocus, stepOf } from './keyboard.ts';
import { pointAt } from './pointing.ts';

/** Nearer than this it is still a click. */
const SLACK = 4;

/**
 * Choosing several things: Shift or Ctrl with a click or with Enter takes one more or one less, Shift with an arrow key goes on to
 * the next and takes it too, Shift with a drag over the empty drawing takes all within. Nodes need not know of it: the pointer is seen before them.
 */
export function Choosing({ drawing }: { readonly drawing: Drawing }) {
  const store = useStoreApi();
  const [area, setArea] = useState<Rect | undefined>(undefined);
  const current = useRef(drawing);
  current.current = drawing;
  useEffect(() => {
    const element = store.getState().domNode;
    return element ? listen(element, () => current.current, setArea) : undefined;
  }, [store]);
  const chosen = useSelection((state) => selectedIds(state).size);
  return (
    <>
      {area ? (
        <div
          className={classes.area}
          style={{ left: area.x, top: area.y, width: area.width, height: area.height }}
          aria-hidden="true"
        />
      ) : null}
      <p className="visually-hidden" aria-live="polite">
        {chosen > 1 ? `${count(chosen, 'thing')} chosen` : ''}
      </p>
    </>
  );
}

function listen(element: HTMLElement, drawing: () => Drawing, show: (area: Rect | undefined) => void): () => void {
  const clean = new AbortController();
  const always = { signal: clean.signal, capture: true } as const;
  let drawn = false;
  const thingOf = (target: EventTarget | null): string | undefined => {
    const vertex = target instanceof Element ? target.closest<HTMLElement>('[data-thing]')?.dataset.thing : undefined;
    return vertex === undefined ? undefined : thingOfVertex(drawing(), vertex);
  };
  const takes = (event: MouseEvent | KeyboardEvent): boolean =>
    (event.shiftKey || event.ctrlKey || event.metaKey) && !useUi.getState().presenting;

  element.addEventListener(
    'mousedown',
    (down) => {
      const onPane = down.target instanceof Element && down.target.classList.contains('react-flow__pane');
      if (!onPane || !down.shiftKey || down.button !== 0 || useUi.getState().presenting) return;
      // Without Shift the drawing itself is moved.
      down.stopPropagation();
      down.preventDefault();
      const before = down.ctrlKey || down.metaKey ? [...selectedIds(useSelection.getState())] : [];
      const over = new AbortController();
      const move = (event: MouseEvent): void => {
        const area = between(down, event);
        if (!drawn && area.width < SLACK && area.height < SLACK) return;
        drawn = true;
        show(area);
        const [from, to] = [pointAt(area.x, area.y), pointAt(area.x + area.width, area.y + area.height)];
        if (from && to) {
          const within = { ...from, width: to.x - from.x, height: to.y - from.y };
          selectThings([...before, ...thingsWithin(drawing(), within)]);
        }
      };
      const end = (): void => {
        over.abort();
        show(undefined);
        // The click that follows on the same spot is none.
        setTimeout(() => {
          drawn = false;
        });
      };
      window.addEventListener('mousemove', move, { signal: over.signal });
      window.addEventListener('mouseup', end, { signal: over.signal });
      window.addEventListener('blur', end, { signal: over.signal });
    },
    always,
  );
  element.addEventListener(
    'click',
    (event) => {
      if (drawn) event.stopPropagation();
      const id = thingOf(event.target);
      if (id === undefined || !takes(event)) return;
      event.stopPropagation();
      toggleThing(id);
    },
    always,
  );
  element.addEventListener(
    'keydown',
    (event) => {
      const id = thingOf(event.target);
      if (id === undefined || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter' || event.key === ' ') toggleThing(id);
      else if (stepOf(event.key)) {
        moveFocus(element, event.key);
        const next = thingOf(document.activeElement);
        selectThings([...selectedIds(useSelection.getState()), id, ...(next === undefined ? [] : [next])]);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    always,
  );
  return () => clean.abort();
}

const between = (a: MouseEvent, b: MouseEvent): Rect => ({
  x: Math.min(a.clientX, b.clientX),
  y: Math.min(a.clientY, b.clientY),
  width: Math.abs(a.clientX - b.clientX),
  height: Math.abs(a.clientY - b.clientY),
});
