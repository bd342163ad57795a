/** Where the drawing had better be to show what a drop would make: fetched when something is first held that long. */
import type { ReactFlowState, Viewport } from '@xyflow/react';
import type { DropPlace } from '../../shared/draw/tools.ts';
import { around } from '../../shared/drawing/notes.ts';
import { rectOfPlace } from '../../shared/drawing/place-under.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import { useDraw } from '../store/draw/draw-store.ts';
import { BESIDE, isSeen } from './fit.ts';
import { zoomAbout } from './zoom-about.ts';

/**
 * @param pointer where what is dragged is in the window: two numbers
 * @returns undefined: all of it is seen already
 */
export function viewThatShows(
  preview: Drawing,
  base: Drawing,
  { transform, width, height, domNode }: Pick<ReactFlowState, 'transform' | 'width' | 'height' | 'domNode'>,
  pointer: string | undefined,
): Viewport | undefined {
  const rect = changed(preview, base);
  if (rect === undefined || isSeen(rect, transform, width, height)) return undefined;
  const box = domNode?.getBoundingClientRect();
  const [x, y] = pointer?.split(' ').map(Number) ?? [];
  const at =
    box === undefined || x === undefined || y === undefined
      ? { x: width / 2, y: height / 2 }
      : { x: x - box.left, y: y - box.top };
  const edges = { left: BESIDE.left, top: BESIDE.top, right: width - BESIDE.left, bottom: height - BESIDE.top };
  const place = useDraw.getState().dragged?.at;
  return zoomAbout(at, rect, transform, edges, place && rectUnder(base, place));
}

const rectUnder = (drawing: Drawing, place: DropPlace): Rect | undefined =>
  place.kind === 'host' ? drawing.hosts.find(({ id }) => id === place.host)?.rect : rectOfPlace(drawing, place);

/** Around all that is not where it was, or not as large. */
function changed(preview: Drawing, base: Drawing): Rect | undefined {
  const known = new Map([...base.hosts, ...base.segments].map(({ id, rect }) => [id, rect]));
  const rects = [...preview.hosts, ...preview.segments]
    .filter(({ id, rect }) => !isSame(rect, known.get(id)))
    .map(({ rect }) => rect);
  return around(rects);
}

const isSame = (a: Rect, b: Rect | undefined): boolean =>
  b !== undefined && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
