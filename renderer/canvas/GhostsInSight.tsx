import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { DropPlace } from '../../shared/draw/tools.ts';
import { around } from '../../shared/drawing/notes.ts';
import { rectOfPlace } from '../../shared/drawing/place-under.ts';
import type { Drawing, Rect } from '../../shared/drawing/types.ts';
import { useDraw } from '../store/draw/draw-store.ts';
import { BESIDE, isSeen, zoomAbout } from './fit.ts';

interface Props {
  /** As it would be after the drop; undefined: nothing is held. */
  readonly preview: Drawing | undefined;
  readonly base: Drawing;
}

/** How long the pointer rests before anything moves, in frames: under one that goes somewhere nothing jumps, on a slow machine neither. */
const REST = 24;

/**
 * What a drop would make is seen before it is made: where the pointer rests, the drawing shrinks about it as far as that needs,
 * so that what is under the pointer stays there, and close to an edge moves instead. It is as it was when nothing is held any more.
 */
export function GhostsInSight({ preview, base }: Props) {
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  const before = useRef<Viewport | undefined>(undefined);
  const pointer = useDraw(({ dragged }) => dragged && `${dragged.x} ${dragged.y}`);
  useEffect(() => {
    if (preview === undefined) {
      // Over what refuses it is still held, and nothing moves either.
      if (pointer !== undefined) return;
      if (before.current !== undefined) void setViewport(before.current);
      before.current = undefined;
      return;
    }
    const show = (): void => {
      const { transform, width, height, domNode } = store.getState();
      const rect = changed(preview, base);
      if (rect === undefined || isSeen(rect, transform, width, height)) return;
      before.current ??= getViewport();
      const box = domNode?.getBoundingClientRect();
      const [x, y] = pointer?.split(' ').map(Number) ?? [];
      const at =
        box === undefined || x === undefined || y === undefined
          ? { x: width / 2, y: height / 2 }
          : { x: x - box.left, y: y - box.top };
      const edges = { left: BESIDE.left, top: BESIDE.top, right: width - BESIDE.left, bottom: height - BESIDE.top };
      const place = useDraw.getState().dragged?.at;
      void setViewport(zoomAbout(at, rect, transform, edges, place && rectUnder(base, place)));
    };
    let left = REST;
    let frame = 0;
    const rest = (): void => {
      left -= 1;
      if (left > 0) frame = requestAnimationFrame(rest);
      else show();
    };
    rest();
    return () => cancelAnimationFrame(frame);
  }, [preview, base, pointer, store, getViewport, setViewport]);
  return null;
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
