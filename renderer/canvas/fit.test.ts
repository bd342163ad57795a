import { describe, expect, it } from 'vitest';
import { isSeen, shiftInto } from './fit.ts';
import { zoomAbout } from './zoom-about.ts';

describe('what grows off the window is moved back', () => {
  it('not at all where it is seen', () => {
    expect(shiftInto(20, 100, 16, 400)).toBe(0);
    expect(shiftInto(16, 384, 16, 400)).toBe(0);
  });

  it('as far as it needs, from above and from below', () => {
    expect(shiftInto(-50, 100, 16, 400)).toBe(66);
    expect(shiftInto(350, 100, 16, 400)).toBe(-50);
  });

  it('to its beginning where all of it has no room', () => {
    expect(shiftInto(-200, 900, 16, 400)).toBe(216);
    expect(shiftInto(100, 900, 16, 400)).toBe(-84);
  });
});

describe('what would be there is brought into sight about the pointer', () => {
  const edges = { left: 20, top: 16, right: 780, bottom: 384 };
  const grown = { x: 500, y: -100, width: 400, height: 300 };

  it('as far as it needs, and what is under the pointer stays there', () => {
    const before = [10, 20, 1] as const;
    const pointer = { x: 600, y: 200 };
    const { x, y, zoom } = zoomAbout(pointer, grown, before, edges, undefined);
    expect(isSeen(grown, before, 800, 400)).toBe(false);
    expect(isSeen(grown, [x, y, zoom], 800, 400)).toBe(true);
    expect((pointer.x - x) / zoom).toBeCloseTo(pointer.x - 10);
    expect((pointer.y - y) / zoom).toBeCloseTo(pointer.y - 20);
  });

  it('no smaller than all the room needs where the pointer is at the edge: over nothing, the drawing moves', () => {
    const { x, y, zoom } = zoomAbout({ x: 795, y: 200 }, grown, [0, 0, 0.9], edges, undefined);
    expect(zoom).toBeGreaterThan(0.8);
    expect(isSeen(grown, [x, y, zoom], 800, 400)).toBe(true);
  });

  it('and over something it moves as far as the pointer stays on that', () => {
    const long = { x: 0, y: 180, width: 1000, height: 60 };
    const pointer = { x: 790, y: 210 };
    const { x, y, zoom } = zoomAbout(pointer, { x: 0, y: -40, width: 1400, height: 280 }, [0, 0, 1], edges, long);
    expect(zoom).toBeGreaterThan(0.45);
    const at = { x: (pointer.x - x) / zoom, y: (pointer.y - y) / zoom };
    expect(at.x).toBeGreaterThan(long.x);
    expect(at.x).toBeLessThan(long.x + long.width);
    expect(at.y).toBeGreaterThan(long.y);
    expect(at.y).toBeLessThan(long.y + long.height);

    const near = zoomAbout({ x: 795, y: 200 }, grown, [0, 0, 0.9], edges, { x: 880, y: 0, width: 10, height: 900 });
    expect([near.x + 883.3 * near.zoom, near.zoom > 0.8]).toEqual([expect.closeTo(795, 0), true]);
  });
});
