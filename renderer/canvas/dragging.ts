/** Hosts and notes that are moved by hand: what is chosen together moves together, and lines up with what stands. */

import { duplicate } from '../../shared/draw/copies.ts';
import { movables, placeEdits, settled } from '../../shared/drawing/arrange.ts';
import type { Measures } from '../../shared/drawing/measures.ts';
import { snapped } from '../../shared/drawing/snap.ts';
import type { Drawing, Point } from '../../shared/drawing/types.ts';
import type { Edit } from '../../shared/lab/edit.ts';
import { useDocument } from '../store/document/document-store.ts';
import { applied, finishEdit } from '../store/draw/gestures.ts';
import { selectedIds, selectThings, useSelection } from '../store/selection.ts';
import { useUi } from '../store/ui.ts';

/** How near on the screen something lines up, in pixels. */
const SNAP = 6;

/** Where everything stood that moves, when it began to. */
let begun: ReadonlyMap<string, Point> = new Map();

export function beginMove(drawing: Drawing, id: string): void {
  const chosen = selectedIds(useSelection.getState());
  const together = chosen.has(id) ? chosen : new Set([id]);
  begun = new Map(
    movables(drawing)
      .filter((thing) => together.has(thing.id))
      .map(({ id: one, rect }) => [one, { x: rect.x, y: rect.y }]),
  );
}

/** @param zoom pixels of the screen for one of the drawing */
export function moveTo(drawing: Drawing, id: string, at: Point, zoom: number): void {
  if (!begun.has(id)) beginMove(drawing, id);
  const from = begun.get(id);
  const all = movables(drawing);
  const own = all.find((thing) => thing.id === id);
  if (!from || !own) return;
  const others = [...all.filter((thing) => !begun.has(thing.id)), ...drawing.segments].map(({ rect }) => rect);
  const near = snapped({ ...own.rect, ...at }, others, SNAP / Math.max(zoom, 0.1));
  const [dx, dy] = [near.at.x - from.x, near.at.y - from.y];
  useUi.getState().hold(new Map([...begun].map(([one, { x, y }]) => [one, { x: x + dx, y: y + dy }])), near.guides);
}

/**
 * They stand where they were let go, or as near as nothing is covered.
 * @param copies they stay, and one more of each is there
 */
export function endMove(drawing: Drawing, size: Measures, copies = false): void {
  const { held, release } = useUi.getState();
  if (held.size > 0) {
    if (copies) placeCopies(held);
    else place(settled(drawing, held, size.rackRowGap));
  }
  begun = new Map();
  release();
}

function placeCopies(places: ReadonlyMap<string, Point>): void {
  const { lab } = useDocument.getState();
  if (lab === undefined) return;
  let now = lab;
  const edits: Edit[] = [];
  const at = new Map<string, Point>();
  for (const [id, point] of places) {
    const copied = duplicate(now, id);
    if (!copied.ok) {
      finishEdit(copied);
      return;
    }
    now = copied.lab;
    edits.push(...copied.edits);
    at.set(copied.select, point);
  }
  const [first] = places.keys();
  const what = places.size === 1 ? first : `${places.size} things`;
  if (applied([...edits, ...placeEdits(at)], `copy ${what}`)) selectThings(at.keys());
}

export function place(places: ReadonlyMap<string, Point>): void {
  const [first] = places.keys();
  if (first === undefined) return;
  const what = places.size === 1 ? first : `${places.size} things`;
  applied(placeEdits(places), `move ${what}`);
}
