import { describe, expect, it } from 'vitest';
import { placeChip } from './chip-place.ts';

const within = { x: 72, y: 52, width: 928, height: 380 };
const size = { width: 260, height: 76 };
const covers = (at: { x: number; y: number }, rect: { x: number; y: number; width: number; height: number }): boolean =>
  at.x < rect.x + rect.width &&
  rect.x < at.x + size.width &&
  at.y < rect.y + rect.height &&
  rect.y < at.y + size.height;

describe('the words at the pointer', () => {
  it('stand right of it and below where nothing is', () => {
    expect(placeChip({ x: 400, y: 200 }, size, within, [])).toMatchObject({ x: 418, y: 218 });
  });

  it('cover neither what would land nor where', () => {
    const ghost = { x: 430, y: 180, width: 120, height: 50 };
    const segment = { x: 90, y: 300, width: 860, height: 50 };
    const at = placeChip({ x: 420, y: 320 }, size, within, [
      { rect: ghost, weight: 3 },
      { rect: segment, weight: 3 },
    ]);
    expect(covers(at, ghost)).toBe(false);
    expect(covers(at, segment)).toBe(false);
  });

  it('stay on the drawing in every corner of it', () => {
    for (const x of [72, 500, 1000]) {
      for (const y of [52, 240, 432]) {
        const at = placeChip({ x, y }, size, within, []);
        expect(at.x).toBeGreaterThanOrEqual(within.x);
        expect(at.y).toBeGreaterThanOrEqual(within.y);
        expect(at.x + size.width).toBeLessThanOrEqual(within.x + within.width);
        expect(at.y + size.height).toBeLessThanOrEqual(within.y + within.height);
        expect(covers(at, { x: x - 4, y: y - 4, width: 8, height: 8 })).toBe(false);
      }
    }
  });
});
