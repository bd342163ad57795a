/** Where the word for a lit way stands: near it, and over no name and no wire. */
import { length, start } from './path.ts';
import type { LitPiece, RoutePath } from './route.ts';
import type { Drawing, PlacedHost, Point, Rect } from './types.ts';

const HEIGHT = 26;
const STEP = 8;

/**
 * Between hosts and segment: over the longest run on a segment's line, at its middle or as near to it as no cable passes. Of a
 * way that never gets there, beside the cables of its host.
 */
export function labelPoint(route: RoutePath, drawing: Drawing, width: number): Point {
  const longest = [...route.lit].filter(({ onStripe }) => onStripe).sort((a, b) => length(b.path) - length(a.path))[0];
  const run = longest && endsOf(longest.path);
  if (run) {
    const [a, b] = run;
    const bar = drawing.segments.find(({ rect }) => a.y >= rect.y && a.y <= rect.y + rect.height);
    const y = (bar?.rect.y ?? a.y) - HEIGHT / 2;
    return freeOfCables(drawing, { x: (a.x + b.x) / 2, y }, width, Math.abs(a.x - b.x) / 2);
  }
  const begin = start(route.whole) ?? { x: 0, y: 0 };
  const host = drawing.hosts.find(({ rect }) => holds(rect, begin));
  if (host && !host.layout.folded) return freeOfCables(drawing, besideFoot(host), width, host.rect.width / 2);
  const [a, b] = endsOf(route.lit[Math.floor(route.lit.length / 2)]?.path ?? route.whole) ?? [begin, begin];
  return { x: (a.x + b.x) / 2 + 56, y: (a.y + b.y) / 2 };
}

const endsOf = (path: LitPiece['path']): readonly [Point, Point] | undefined => {
  const [a, b] = [start(path), path.at(-1)?.at(-1)];
  return a && b ? [a, b] : undefined;
};

const holds = ({ x, y, width, height }: Rect, at: Point): boolean =>
  at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;

/** Just outside the edge that its cards are on. */
const besideFoot = ({ rect, layout }: PlacedHost): Point => ({
  x: rect.x + rect.width / 2,
  y: layout.flipped ? rect.y - HEIGHT / 2 - 1 : rect.y + rect.height + HEIGHT / 2 + 1,
});

/** @param most how far it may go to either side, beyond the picture only where nothing within it is free; else it stays */
function freeOfCables({ cables, bounds }: Drawing, wished: Point, width: number, most: number): Point {
  const [first, last] = [bounds.x + width / 2, bounds.x + bounds.width - width / 2];
  const crossing = cables.flatMap(({ path }) => {
    const [a, b] = endsOf(path) ?? [];
    if (!a || !b || Math.min(a.y, b.y) > wished.y + HEIGHT / 2 || Math.max(a.y, b.y) < wished.y - HEIGHT / 2) return [];
    return [{ from: Math.min(a.x, b.x) - width / 2 - 4, to: Math.max(a.x, b.x) + width / 2 + 4 }];
  });
  const free: number[] = [];
  for (let far = 0; far <= most; far += STEP) {
    free.push(...[wished.x - far, wished.x + far].filter((x) => !crossing.some(({ from, to }) => x > from && x < to)));
    const within = free.find((x) => x >= first && x <= last);
    if (within !== undefined) return { x: within, y: wished.y };
  }
  return { x: free[0] ?? wished.x, y: wished.y };
}
