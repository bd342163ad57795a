import { describe, expect, it } from 'vitest';
import type { Point, Rect } from '../../shared/drawing/types.ts';
import { movedToShow, shownWhole } from './bring-in-sight.ts';

const EDGES = { left: 20, top: 16, right: 1068, bottom: 492 };

const shown = ({ x, y, width, height }: Rect, view: { x: number; y: number; zoom: number }): boolean =>
  x * view.zoom + view.x >= EDGES.left - 1 &&
  y * view.zoom + view.y >= EDGES.top - 1 &&
  (x + width) * view.zoom + view.x <= EDGES.right + 1 &&
  (y + height) * view.zoom + view.y <= EDGES.bottom + 1;

const under = ({ x, y }: Point, view: { x: number; y: number; zoom: number }): Point => ({
  x: (x - view.x) / view.zoom,
  y: (y - view.y) / view.zoom,
});

const isOn = ({ x, y }: Point, rect: Rect): boolean =>
  x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height;

describe('under a held thing', () => {
  // A host grows to the right by what stands on one of its rails, which is near the right edge already.
  const grown = { x: 0, y: 0, width: 1180, height: 300 };
  const rail = { x: 940, y: 170, width: 130, height: 20 };
  const ghost = { x: 1040, y: 60, width: 136, height: 42 };
  const pointer = { x: 1000, y: 180 };

  it('the drawing moves as far as the pointer stays on what is under it, and keeps its size', () => {
    const view = movedToShow(pointer, [grown, ghost], [0, 0, 1], EDGES, rail);
    expect(view.zoom).toBe(1);
    expect(view.x).toBeLessThan(-50);
    expect(isOn(under(pointer, view), rail)).toBe(true);
  });

  it('all that changes is seen where it has room, else at least what is new', () => {
    const small = { x: 700, y: 100, width: 500, height: 200 };
    expect(shown(small, movedToShow(pointer, [small, ghost], [0, 0, 1], EDGES, undefined))).toBe(true);
    expect(shown(ghost, movedToShow(pointer, [grown, ghost], [0, 0, 1], EDGES, undefined))).toBe(true);
  });

  it('nothing moves for what is seen, or for nothing', () => {
    expect(movedToShow(pointer, [{ x: 40, y: 40, width: 10, height: 10 }], [0, 0, 1], EDGES, rail).x).toBe(0);
    expect(movedToShow(pointer, [], [3, 4, 0.5], EDGES, rail)).toEqual({ x: 3, y: 4, zoom: 0.5 });
  });
});

describe('what is only thought about', () => {
  it('is shown whole, no smaller than it must be', () => {
    const wide = { x: -300, y: 0, width: 2000, height: 300 };
    const view = shownWhole(wide, [0, 0, 1], EDGES);
    expect(shown(wide, view)).toBe(true);
    expect(view.zoom).toBeCloseTo(1048 / 2000);
  });

  it('is only moved where that is enough', () => {
    const aside = { x: 900, y: -50, width: 300, height: 300 };
    const view = shownWhole(aside, [0, 0, 1.25], EDGES);
    expect([view.zoom, shown(aside, view)]).toEqual([1.25, true]);
  });
});
