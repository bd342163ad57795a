/** A tool dragged from the palette: while it moves, the drawing is shown as it would be after the drop. */
import { draw } from '../../../shared/draw/draw.ts';
import type { DropPlace, Outcome, Tool } from '../../../shared/draw/tools.ts';
import type { Point } from '../../../shared/drawing/types.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { placeAt, pointAt } from '../../canvas/pointing.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { defaultsNow } from '../../store/draw/defaults.ts';
import { type DraggedTool, useDraw } from '../../store/draw/draw-store.ts';
import { finish } from '../../store/draw/gestures.ts';

/** Nearer than this it is still a click. */
const SLACK = 5;

export function beginDrag(tool: Tool, from: PointerEvent): void {
  const button = from.currentTarget as HTMLElement | null;
  const clean = new AbortController();
  const end = (): void => {
    clean.abort();
    useDraw.setState({ dragged: undefined });
    document.body.style.removeProperty('cursor');
  };
  const move = (event: PointerEvent): void => {
    const begun = draggedTool();
    if (!begun && Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) < SLACK) return;
    if (!begun && button) button.dataset.dropped = 'true';
    document.body.style.setProperty('cursor', 'grabbing');
    show({
      kind: 'tool',
      tool,
      x: event.clientX,
      y: event.clientY,
      at: placeAt(event.clientX, event.clientY),
      point: tool === 'note' ? onGrid(pointAt(event.clientX, event.clientY)) : undefined,
      digits: begun?.digits ?? '',
      everywhere: event.shiftKey,
    });
  };
  const drop = (): void => {
    const { dragged } = useDraw.getState();
    end();
    if (dragged?.outcome) finish(tool, dragged.outcome);
    // A click follows only where the pointer is still on the button.
    setTimeout(() => delete button?.dataset.dropped);
  };
  const key = (event: KeyboardEvent): void => {
    const dragged = draggedTool();
    if (!dragged) return;
    if (event.key === 'Escape') end();
    else if (event.key === 'Shift') show({ ...dragged, everywhere: event.type === 'keydown' });
    else if (tool === 'vlan' && event.type === 'keydown' && /^\d$/.test(event.key)) {
      show({ ...dragged, digits: typed(dragged.digits, event.key) });
    } else if (event.key === 'Backspace' && event.type === 'keydown') {
      show({ ...dragged, digits: dragged.digits.slice(0, -1) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { signal } = clean;
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', drop, { signal });
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener('blur', end, { signal });
  window.addEventListener('keydown', key, { signal, capture: true });
  window.addEventListener('keyup', key, { signal, capture: true });
}

const onGrid = (point: Point | undefined): Point | undefined =>
  point && { x: Math.round(point.x / 8) * 8, y: Math.round(point.y / 8) * 8 };

/** A tag has four digits at most; a fifth begins anew. */
const typed = (digits: string, next: string): string => (digits.length >= 4 ? next : digits + next);

function draggedTool(): DraggedTool | undefined {
  const { dragged } = useDraw.getState();
  return dragged?.kind === 'tool' ? dragged : undefined;
}

function show(next: Omit<DraggedTool, 'outcome'>): void {
  const { lab } = useDocument.getState();
  const outcome = lab && next.at ? outcomeOf(lab, next.tool, next.at, next) : undefined;
  useDraw.setState({ dragged: { ...next, outcome } });
}

let last: { readonly key: string; readonly lab: Lab; readonly outcome: Outcome } | undefined;

/** The same place again is not thought about again: the pointer moves more often than what is under it changes. */
function outcomeOf(
  lab: Lab,
  tool: Tool,
  at: DropPlace,
  { digits, everywhere, point }: Pick<DraggedTool, 'digits' | 'everywhere' | 'point'>,
): Outcome {
  const { count } = useDraw.getState();
  const defaults = defaultsNow();
  const key = JSON.stringify([tool, at, digits, everywhere, count, point, defaults]);
  if (last?.key === key && last.lab === lab) return last.outcome;
  const outcome = draw(lab, {
    tool,
    at,
    exact: true,
    count,
    point,
    everywhere,
    defaults,
    ...(digits !== '' && { vlan: Number(digits) }),
  });
  last = { key, lab, outcome };
  return outcome;
}
