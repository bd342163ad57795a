/** Where a walking packet rests: beside the words that it comes to and beside the mark where it is lost, never over them. */
import { PACKET } from './measures.ts';
import { distance, end, length, onCurve, toward } from './path.ts';
import type { RoutePath } from './route.ts';
import type { Drawing, Path, Point, Rect } from './types.ts';

const GAP = 2;
/** Further it is not taken from where it is: it would be at another step. */
const MOST = 96;

/** The boxes with words on the way, as they stand on the drawing: what passes them goes below their words. */
export function wordBoxes({ hosts }: Drawing, { on }: Pick<RoutePath, 'on'>): readonly Rect[] {
  return hosts.flatMap(({ rect, layout }) =>
    layout.items.flatMap((item) => {
      if (!on.has(item.vertex)) return [];
      const box = item.kind === 'rail' ? wordsOf(item.label, item.line) : item.rect;
      return [{ ...box, x: rect.x + box.x, y: rect.y + box.y }];
    }),
  );
}

/** As high as a packet reaches over its line, a network's name is not: there it may pass. */
function wordsOf(label: Rect, line: Rect): Rect {
  const kept = PACKET - line.height / 2;
  return { ...label, y: label.y < line.y ? label.y : label.y + kept, height: label.height - kept };
}

/**
 * How far along its way the packet rests that has come so far: as near to there as nothing is hidden by it, rather before a box
 * than behind it. Where nothing is free beside a mark, the mark stands for it.
 *
 * @param mark where it is lost
 */
export function packetPlace(whole: Path, far: number, boxes: readonly Rect[], mark: Point | undefined): number {
  const all = length(whole);
  const free = (place: number): boolean => {
    if (place < 0 || place > all) return false;
    const at = along(whole, place);
    if (!at) return false;
    const clear = mark === undefined || Math.hypot(at.x - mark.x, at.y - mark.y) >= 2 * PACKET + GAP;
    return clear && boxes.every((box) => beside(box, at) >= PACKET);
  };
  for (let by = 0; by <= MOST; by++) {
    const place = [far - by, far + by].find(free);
    if (place !== undefined) return place;
  }
  const last = end(whole);
  return mark && last ? all - Math.hypot(last.x - mark.x, last.y - mark.y) : far;
}

/** How far a point is from a box; 0: it is in it. */
const beside = ({ x, y, width, height }: Rect, at: Point): number =>
  Math.hypot(Math.max(x - at.x, 0, at.x - x - width), Math.max(y - at.y, 0, at.y - y - height));

/** The point so many pixels from the start; of a shorter path its end. Curves by 16 chords, as in their length. */
export function along(path: Path, far: number): Point | undefined {
  let left = far;
  for (const piece of path) {
    const chords = piece.length === 2 ? 1 : 16;
    let previous = piece[0];
    for (let step = 1; step <= chords; step++) {
      const point = piece.length === 2 ? piece[1] : onCurve(piece, step / chords);
      const chord = distance(previous, point);
      if (chord > 0 && left <= chord) return toward(previous, point, left);
      left -= chord;
      previous = point;
    }
  }
  return end(path);
}
