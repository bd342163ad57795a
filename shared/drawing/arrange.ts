/** What can be moved by hand on a drawing, in line, at equal distances, and where each of them then really stands. */

import { set } from '../lab/edit/edits.ts';
import type { Edit } from '../lab/edit/language.ts';
import { nearestFree } from './separate.ts';
import type { Drawing, Point, Rect } from './types.ts';

export interface Movable {
  readonly id: string;
  readonly rect: Rect;
}

/** Hosts and notes; segments grow with what is plugged into them. */
export const movables = ({ hosts, notes }: Pick<Drawing, 'hosts' | 'notes'>): readonly Movable[] => [
  ...hosts.map(({ id, rect }) => ({ id, rect })),
  ...notes.map(({ id, rect }) => ({ id, rect })),
];

export type Alignment = 'left' | 'right' | 'top' | 'bottom' | 'across' | 'down';

/** Two or more in line: by an edge, or by their middles `across` (on one vertical line) and `down` (on one horizontal line). */
export function aligned(things: readonly Movable[], by: Alignment): ReadonlyMap<string, Point> {
  const rects = things.map(({ rect }) => rect);
  const [left, top] = [Math.min(...rects.map(({ x }) => x)), Math.min(...rects.map(({ y }) => y))];
  const right = Math.max(...rects.map(({ x, width }) => x + width));
  const bottom = Math.max(...rects.map(({ y, height }) => y + height));
  const place = ({ x, y, width, height }: Rect): Point => {
    switch (by) {
      case 'left':
        return { x: left, y };
      case 'right':
        return { x: right - width, y };
      case 'top':
        return { x, y: top };
      case 'bottom':
        return { x, y: bottom - height };
      case 'across':
        return { x: (left + right - width) / 2, y };
      case 'down':
        return { x, y: (top + bottom - height) / 2 };
    }
  };
  return new Map(things.map(({ id, rect }) => [id, whole(place(rect))]));
}

/** Three or more at equal distances from each other; the outermost stay. */
export function distributed(things: readonly Movable[], way: 'across' | 'down'): ReadonlyMap<string, Point> {
  const start = ({ rect }: Movable): number => (way === 'across' ? rect.x : rect.y);
  const length = ({ rect }: Movable): number => (way === 'across' ? rect.width : rect.height);
  const ordered = [...things].sort((a, b) => start(a) - start(b));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const room = start(last) + length(last) - start(first) - ordered.reduce((sum, thing) => sum + length(thing), 0);
  const gap = room / Math.max(1, ordered.length - 1);
  let next = start(first);
  const places = ordered.map((thing): [string, Point] => {
    const at = way === 'across' ? { x: next, y: thing.rect.y } : { x: thing.rect.x, y: next };
    next += length(thing) + gap;
    return [thing.id, whole(at)];
  });
  return new Map(places);
}

const whole = ({ x, y }: Point): Point => ({ x: Math.round(x), y: Math.round(y) });

/** As near to the wished places as nothing is covered, one after the other; what is not moved stays. */
export function settled(
  { hosts, segments, notes }: Pick<Drawing, 'hosts' | 'segments' | 'notes'>,
  wished: ReadonlyMap<string, Point>,
  gap: number,
): ReadonlyMap<string, Point> {
  const all = movables({ hosts, notes });
  const taken: Rect[] = all.filter(({ id }) => !wished.has(id)).map(({ rect }) => rect);
  const bars = segments.map(({ rect }) => rect);
  const isHost = new Set(hosts.map(({ id }) => id));
  const places = new Map<string, Point>();
  for (const { id, rect } of all) {
    const at = wished.get(id);
    if (at === undefined) continue;
    // A bar grows from one side of the drawing to the other, and a host must not stand where it may.
    const free = isHost.has(id)
      ? nearestFree({ ...rect, ...at }, taken, { strips: bars, gap })
      : nearestFree({ ...rect, ...at }, [...taken, ...bars], { strips: [], gap });
    places.set(id, whole(free));
    taken.push({ ...rect, ...free });
  }
  return places;
}

/** The edits that keep places in the file: of a note in the note itself. */
export const placeEdits = (places: ReadonlyMap<string, Point>): readonly Edit[] =>
  [...places].map(([id, at]) => set(pathOfPlace(id), { x: at.x, y: at.y }));

const pathOfPlace = (id: string): readonly string[] =>
  id.startsWith('note ') ? ['notes', id.slice('note '.length), 'at'] : ['layout', id];
