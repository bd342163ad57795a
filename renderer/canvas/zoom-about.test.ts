import { expect, it } from 'vitest';
import type { Rect } from '../../shared/drawing/types.ts';
import { zoomAbout } from './zoom-about.ts';

const EDGES = { left: 20, top: 16, right: 1068, bottom: 492 };

const shown = ({ x, y, width, height }: Rect, view: { x: number; y: number; zoom: number }): boolean =>
  x * view.zoom + view.x >= EDGES.left - 1 &&
  y * view.zoom + view.y >= EDGES.top - 1 &&
  (x + width) * view.zoom + view.x <= EDGES.right + 1 &&
  (y + height) * view.zoom + view.y <= EDGES.bottom + 1;

it('moves as far as the pointer stays on what is under it, and makes smaller only what that does not show', () => {
  // A host grows to the right by what stands on one of its rails, which is near the right edge already.
  const rect = { x: 0, y: 0, width: 1180, height: 300 };
  const under = { x: 940, y: 170, width: 130, height: 20 };
  const pointer = { x: 1000, y: 180 };
  const before = [0, 0, 1] as const;
  const view = zoomAbout(pointer, rect, before, EDGES, under);
  const at = { x: (pointer.x - view.x) / view.zoom, y: (pointer.y - view.y) / view.zoom };
  expect(shown(rect, view)).toBe(true);
  expect(at.x).toBeGreaterThan(under.x);
  expect(at.x).toBeLessThan(under.x + under.width);
  expect(at.y).toBeGreaterThan(under.y);
  expect(at.y).toBeLessThan(under.y + under.height);
  // About the point under the pointer alone it would be 0.38.
  expect(view.zoom).toBeGreaterThan(0.54);
});

it('leaves the size alone where moving is enough', () => {
  const view = zoomAbout({ x: 1000, y: 200 }, { x: 600, y: 100, width: 300, height: 200 }, [0, 0, 1.25], EDGES, {
    x: 640,
    y: 100,
    width: 240,
    height: 200,
  });
  expect(view.zoom).toBe(1.25);
});
