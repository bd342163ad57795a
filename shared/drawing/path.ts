import type { Path, Piece, Point, Rect } from './types.ts';

export const at = (x: number, y: number): Point => ({ x, y });

/** Straight lines from point to point. */
export function polyline(...points: readonly Point[]): Path {
  const pieces: Piece[] = [];
  for (const [index, point] of points.entries()) {
    const previous = points[index - 1];
    if (previous && (previous.x !== point.x || previous.y !== point.y)) pieces.push([previous, point]);
  }
  return pieces;
}

/** Straight lines with rounded corners of the given radius, for wires that turn. */
export function rounded(points: readonly Point[], radius: number): Path {
  const pieces: Piece[] = [];
  let last = points[0];
  if (!last) return [];
  for (let index = 1; index < points.length; index++) {
    const corner = points[index] as Point;
    const next = points[index + 1];
    if (!next) {
      pieces.push([last, corner]);
      break;
    }
    const r = Math.min(radius, distance(last, corner) / 2, distance(corner, next) / 2);
    const before = toward(corner, last, r);
    const after = toward(corner, next, r);
    if (distance(last, before) > 0.01) pieces.push([last, before]);
    pieces.push([before, toward(before, corner, r * 0.55), toward(after, corner, r * 0.55), after]);
    last = after;
  }
  return pieces.filter((piece) => distance(piece[0], piece[piece.length - 1] as Point) > 0.01);
}

/** An S-shaped curve that leaves and arrives vertically. */
export function bend(from: Point, to: Point): Path {
  if (Math.abs(from.x - to.x) < 0.5) return [[from, to]];
  const reach = (to.y - from.y) * 0.62;
  return [[from, at(from.x, from.y + reach), at(to.x, to.y - reach), to]];
}

/** The same, which turns no further up than this. */
export function bendBelow(from: Point, to: Point, turn: number): Path {
  if (turn <= from.y || Math.abs(from.x - to.x) < 0.5) return bend(from, to);
  const corner = at(from.x, turn);
  return [[from, corner], ...bend(corner, to)];
}

export const reversed = (path: Path): Path =>
  [...path].reverse().map((piece) => [...piece].reverse() as unknown as Piece);

export const moved = (path: Path, by: Point): Path => mapped(path, (point) => at(point.x + by.x, point.y + by.y));

/** Upside down within a box of the given height. */
export const mirrored = (path: Path, height: number): Path => mapped(path, (point) => at(point.x, height - point.y));

export const mirroredRect = (rect: Rect, height: number): Rect => ({ ...rect, y: height - rect.y - rect.height });

export const start = (path: Path): Point | undefined => path[0]?.[0];
export const end = (path: Path): Point | undefined => path.at(-1)?.at(-1);

/** As the `d` of an SVG path; pieces that follow each other make one stroke. */
export function toSvg(path: Path): string {
  let d = '';
  let pen: Point | undefined;
  for (const piece of path) {
    const [from] = piece;
    if (!pen || pen.x !== from.x || pen.y !== from.y) d += `M${pair(from)}`;
    const rest = piece.slice(1) as readonly Point[];
    d += (rest.length === 1 ? 'L' : 'C') + rest.map(pair).join(' ');
    pen = rest.at(-1);
  }
  return d;
}

/** Length in pixels; curves by 16 chords. */
export function length(path: Path): number {
  let sum = 0;
  for (const piece of path) {
    if (piece.length === 2) sum += distance(piece[0], piece[1]);
    else {
      let previous = piece[0];
      for (let step = 1; step <= 16; step++) {
        const point = onCurve(piece, step / 16);
        sum += distance(previous, point);
        previous = point;
      }
    }
  }
  return sum;
}

/** Between two points. */
export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The point so many pixels from the first on the straight way to the second. */
export function toward(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return at(from.x + ((to.x - from.x) * by) / whole, from.y + ((to.y - from.y) * by) / whole);
}

/** The point of a cubic Bézier curve at a part of its way, from 0 to 1. */
export function onCurve([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const u = 1 - t;
  const mix = (p: number, q: number, r: number, s: number): number =>
    u * u * u * p + 3 * u * u * t * q + 3 * u * t * t * r + t * t * t * s;
  return at(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y));
}

const mapped = (path: Path, change: (point: Point) => Point): Path =>
  path.map((piece) => piece.map(change) as unknown as Piece);

const pair = ({ x, y }: Point): string => `${round(x)},${round(y)}`;
const round = (value: number): number => Math.round(value * 100) / 100;
