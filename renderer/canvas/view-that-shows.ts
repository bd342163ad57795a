/** Where the drawing had better be to show what would be made: fetched when something is first held that long, or thought about. */
import type { ReactFlowState, Viewport } from '@xyflow/react';
import type { DropPlace } from '../../shared/draw/tools.ts';
import { around } from '../../shared/drawing/notes.ts';
import { newIn, placeUnder, rectOf, rectOfPlace } from '../../shared/drawing/place-under.ts';
import type { Drawing, Point, Rect } from '../../shared/drawing/types.ts';
import { useDraw, wouldBe } from '../store/draw/draw-store.ts';
import { type Edges, movedToShow, shownWhole } from './bring-in-sight.ts';
import { BESIDE, isSeen } from './fit.ts';

type Transform = ReactFlowState['transform'];
type Part = Pick<ReactFlowState, 'width' | 'height' | 'domNode'>;

/**
 * @param pointer where what is dragged is in the window: two numbers
 * @returns undefined: all of it is seen already
 */
export function viewThatShows(
  preview: Drawing,
  base: Drawing,
  transform: Transform,
  part: Part,
  pointer: string | undefined,
): Viewport | undefined {
  const wished = [changed(preview, base), made(preview, base)].flatMap((rect) => rect ?? []);
  const [whole] = wished;
  if (whole === undefined) return undefined;
  const box = part.domNode?.getBoundingClientRect();
  const [x, y] = pointer?.split(' ').map(Number) ?? [];
  if (box === undefined) return undefined;
  if (x === undefined || y === undefined) {
    const edges = besideQuestion(box, part);
    return isSeen(whole, transform, edges.right, edges.bottom) ? undefined : shownWhole(whole, transform, edges);
  }
  if (isSeen(whole, transform, part.width, part.height)) return undefined;
  const edges = edgesOf(part);
  const at = { x: x - box.left, y: y - box.top };
  const place = useDraw.getState().dragged?.at;
  const under = place && rectUnder(base, place);
  const view = movedToShow(at, wished, transform, edges, under);
  return under === undefined && !isOverNothing(base, at, view) ? undefined : view;
}

/** What was held over nothing would else be over something that nobody aimed at. */
const isOverNothing = (base: Drawing, at: Point, { x, y, zoom }: Viewport): boolean =>
  placeUnder(base, { x: (at.x - x) / zoom, y: (at.y - y) / zoom }).kind === 'lab';

const edgesOf = ({ width, height }: Part): Edges => ({
  left: BESIDE.left,
  top: BESIDE.top,
  right: width - BESIDE.left,
  bottom: height - BESIDE.top,
});

/** What a question leaves of the drawing: it stands at the right. */
function besideQuestion(box: DOMRect, part: Part): Edges {
  const all = edgesOf(part);
  const question = document.querySelector('[data-question]')?.getBoundingClientRect();
  if (question === undefined) return all;
  const right = Math.min(all.right, question.left - box.left - BESIDE.left);
  // Of a window that has no room beside it nothing is better seen elsewhere.
  return right - all.left < LEAST_BESIDE ? all : { ...all, right };
}

/** So much can show something. */
const LEAST_BESIDE = 200;

const rectUnder = (drawing: Drawing, place: DropPlace): Rect | undefined =>
  place.kind === 'host' ? drawing.hosts.find(({ id }) => id === place.host)?.rect : rectOfPlace(drawing, place);

/** Around all that is not where it was, or not as large, and what is made. */
function changed(preview: Drawing, base: Drawing): Rect | undefined {
  const known = new Map([...base.hosts, ...base.segments].map(({ id, rect }) => [id, rect]));
  const rects = [...preview.hosts, ...preview.segments]
    .filter(({ id, rect }) => !isSame(rect, known.get(id)))
    .map(({ rect }) => rect);
  const own = made(preview, base);
  return around(own === undefined ? rects : [...rects, own]);
}

/** Around what is new on it, and what is chosen then. */
function made(preview: Drawing, base: Drawing): Rect | undefined {
  const names = newIn(preview, base);
  const inHosts = preview.hosts.flatMap(({ id, rect, layout }) =>
    names.has(`host ${id}`)
      ? [rect]
      : layout.items
          .filter(({ vertex }) => names.has(vertex))
          .map((item) => ({ ...item.rect, x: item.rect.x + rect.x, y: item.rect.y + rect.y })),
  );
  const bars = preview.segments.filter(({ id }) => names.has(`segment ${id}`)).map(({ rect }) => rect);
  const select = wouldBe(useDraw.getState())?.select;
  const chosen = select === undefined ? undefined : rectOf(preview, select);
  return around([...inHosts, ...bars, ...(chosen ? [chosen] : [])]);
}

const isSame = (a: Rect, b: Rect | undefined): boolean =>
  b !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
