/** A thing of the drawing, or a line that begins at it, held by the pointer until it is let go somewhere. */
import type { Held } from '../../shared/draw/hold.ts';
import { type DropPlace, idOf, type Outcome } from '../../shared/draw/tools.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { useDocument } from '../store/document/document-store.ts';
import { defaultsNow } from '../store/draw/defaults.ts';
import { type DraggedThing, useDraw } from '../store/draw/draw-store.ts';
import { finishEdit, notEditable } from '../store/draw/gestures.ts';
import { useUi } from '../store/ui.ts';
import { placeAt } from './pointing.ts';

/** Nearer than this it is still a click. */
const SLACK = 5;

const CURSORS: Readonly<Record<Held['how'], string>> = { move: 'grabbing', copy: 'copy', connect: 'crosshair' };

/** With Ctrl a container stays, and one more of it goes. */
const copies = ({ how, what }: Held, event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean =>
  how === 'move' && what.kind === 'container' && (event.ctrlKey || event.metaKey);

type Hold = typeof import('../../shared/draw/hold.ts');

/** What moves and connects things is fetched with the first press on one: nothing of it is shown before. */
let hold: Hold | undefined;
const fetchHold = async (): Promise<Hold> => {
  hold = await import('../../shared/draw/hold.ts');
  return hold;
};

/** From the press of a button of the pointer on; less than a few pixels of way is a click, which is somebody else's. */
export function beginHold(held: Held, from: PointerEvent): void {
  if (notEditable() !== undefined || useUi.getState().presenting) return;
  const clean = new AbortController();
  if (hold === undefined) {
    void fetchHold().then(
      () => begun() && look(),
      () => undefined,
    );
  }
  const { signal } = clean;
  const begun = (): DraggedThing | undefined => {
    const { dragged } = useDraw.getState();
    return dragged?.kind === 'thing' ? dragged : undefined;
  };
  const end = (): void => {
    clean.abort();
    useDraw.setState({ dragged: undefined });
    document.body.style.removeProperty('cursor');
  };
  let last = from;
  let { how } = held;
  const look = (): void => {
    document.body.style.setProperty('cursor', CURSORS[how]);
    show({ ...held, how }, last);
  };
  const move = (event: PointerEvent): void => {
    if (!begun() && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < SLACK) return;
    last = event;
    how = copies(held, event) ? 'copy' : held.how;
    look();
  };
  // Ctrl may be pressed and let go while the pointer stays.
  const modifier = (event: KeyboardEvent): void => {
    if (!begun() || (event.key !== 'Control' && event.key !== 'Meta')) return;
    how = copies(held, event) ? 'copy' : held.how;
    look();
  };
  const drop = (): void => {
    const dragged = begun();
    end();
    if (dragged === undefined) return;
    swallowClick();
    const { at, x, y } = dragged;
    const { lab } = useDocument.getState();
    // Quicker than what was fetched: it is done when that is there.
    if (hold === undefined && !(at?.kind === 'lab' && held.how === 'connect')) {
      if (lab === undefined || at === undefined || at.kind === 'lab') return;
      void fetchHold().then(({ letGo }) => {
        if (useDocument.getState().lab === lab && (how === 'copy' || !isSame(at, held.what)))
          finishEdit(letGo(lab, { ...held, how }, at, defaultsNow()));
      });
      return;
    }
    const { outcome } = dragged;
    if (at?.kind === 'lab' && held.how === 'connect') useDraw.setState({ openLine: { from: held.what, x, y } });
    else if (outcome !== undefined && (how === 'copy' || !isSame(at, held.what))) finishEdit(outcome);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !begun()) return;
    end();
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', drop, { signal });
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener('blur', end, { signal });
  window.addEventListener('keydown', key, { signal, capture: true });
  window.addEventListener('keydown', modifier, { signal });
  window.addEventListener('keyup', modifier, { signal });
}

/** Let go where it was taken: nothing was meant. */
const isSame = (at: DropPlace | undefined, what: DropPlace): boolean =>
  at !== undefined && at.kind === what.kind && idOf(at) === idOf(what) && hostOf(at) === hostOf(what);

const hostOf = (at: DropPlace): string | undefined => ('host' in at ? at.host : undefined);

/** What was dragged away is not clicked on, though the browser says so where both ends have one parent. */
function swallowClick(): void {
  const stop = (event: MouseEvent): void => event.stopPropagation();
  window.addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', stop, { capture: true }));
}

function show(held: Held, { clientX: x, clientY: y }: PointerEvent): void {
  const { lab } = useDocument.getState();
  const at = placeAt(x, y);
  const outcome = lab && at ? outcomeOf(lab, held, at) : undefined;
  useDraw.setState({ dragged: { kind: 'thing', held, x, y, at, outcome } });
}

let last: { readonly key: string; readonly lab: Lab; readonly outcome: Outcome } | undefined;

/** The same place again is not thought about again: the pointer moves more often than what is under it changes. */
function outcomeOf(lab: Lab, held: Held, at: DropPlace): Outcome | undefined {
  const key = JSON.stringify([held, at]);
  if (last?.key === key && last.lab === lab) return last.outcome;
  const outcome = hold?.letGo(lab, held, at, defaultsNow());
  if (outcome === undefined) return undefined;
  last = { key, lab, outcome };
  return outcome;
}
