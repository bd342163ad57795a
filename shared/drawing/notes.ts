/** Notes and the frames that they draw around a part of the lab: where each stands, covering nothing. */
import { type Lab, noteId } from '../lab/lab.ts';
import type { Measures } from './measures.ts';
import { layoutNote } from './note-layout.ts';
import { nearestFree } from './separate.ts';
import type { Drawing, PlacedNote, Point, Rect } from './types.ts';

/** From what is framed to the frame. */
const FRAME_PADDING = 16;
const GAP = 8;

type Things = Pick<Drawing, 'hosts' | 'segments'>;

export function placeNotes(
  lab: Lab,
  things: Things,
  held: ReadonlyMap<string, Point>,
  size: Measures,
): readonly PlacedNote[] {
  const taken: Rect[] = [...things.hosts, ...things.segments].map(({ rect }) => rect);
  const bounds = around(taken) ?? { x: 0, y: 0, width: 0, height: 0 };
  return lab.notes.map((note) => {
    const id = noteId(note.name);
    const frame = frameOf(things, note.frame);
    const { lines, ...box } = layoutNote(note.text, size);
    const wished =
      note.at ?? (frame ? above(frame, box.height) : { x: bounds.x + bounds.width + size.hostGap, y: bounds.y });
    const kept = held.get(id);
    const rect = { ...box, ...(kept ?? nearestFree({ ...box, ...wished }, taken, { strips: [], gap: GAP })) };
    taken.push(rect);
    return { id, note, rect, lines, frame };
  });
}

/** On the frame's upper edge, as the title of what is in it. */
const above = (frame: Rect, height: number): Point => ({ x: frame.x, y: frame.y - height - GAP });

/** Around all rails of a network, and all that is drawn of each other thing. Undefined: nothing of it is drawn. */
function frameOf({ hosts, segments }: Things, ids: readonly string[]): Rect | undefined {
  if (ids.length === 0) return undefined;
  const wanted = new Set(ids);
  const rects = [
    ...segments.filter(({ id }) => wanted.has(id)).map(({ rect }) => rect),
    ...hosts.flatMap(({ id, rect, layout }) =>
      // Of a folded host nothing but itself is drawn.
      wanted.has(id) || (layout.folded && ids.some((item) => item.startsWith(`${id}/`) || item.startsWith(`${id}:`)))
        ? [rect]
        : layout.items
            .filter((item) => wanted.has(item.id) && item.kind !== 'forwarding')
            .map((item) => ({ ...item.rect, x: item.rect.x + rect.x, y: item.rect.y + rect.y })),
    ),
  ];
  const inner = around(rects);
  return (
    inner && {
      x: inner.x - FRAME_PADDING,
      y: inner.y - FRAME_PADDING,
      width: inner.width + 2 * FRAME_PADDING,
      height: inner.height + 2 * FRAME_PADDING,
    }
  );
}

/** The smallest rectangle with all of them in it; undefined: there is none. */
export function around(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const [x, y] = [Math.min(...rects.map((rect) => rect.x)), Math.min(...rects.map((rect) => rect.y))];
  return {
    x,
    y,
    width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
    height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y,
  };
}
