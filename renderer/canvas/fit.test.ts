import { describe, expect, it } from 'vitest';
import { isSeen, shiftInto, zoomAbout } from './fit.ts';

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
    const { x, y, zoom } = zoomAbout(pointer, grown, before, edges);
    expect(isSeen(grown, before, 800, 400)).toBe(false);
    expect(isSeen(grown, [x, y, zoom], 800, 400)).toBe(true);
    expect((pointer.x - x) / zoom).toBeCloseTo(pointer.x - 10);
    expect((pointer.y - y) / zoom).toBeCloseTo(pointer.y - 20);
  });

  it('never to nothing, where the pointer is at the very edge', () => {
    expect(zoomAbout({ x: 780, y: 200 }, grown, [0, 0, 0.9], edges).zoom).toBeCloseTo(0.3);
  });
});
