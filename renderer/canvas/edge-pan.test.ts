import { describe, expect, it } from 'vitest';
import { edgePan } from './edge-pan.ts';

describe('what is dragged to the edge', () => {
  const seen = { width: 800, height: 400 };
  const drawn = { x: -300, y: 10, width: 1400, height: 380 };

  it('goes on where the drawing goes on, faster further out', () => {
    expect(edgePan({ x: 796, y: 200 }, seen, drawn)).toEqual({ x: -5, y: 0 });
    expect(edgePan({ x: 900, y: 200 }, seen, drawn)).toEqual({ x: -12, y: 0 });
    expect(edgePan({ x: 2, y: 200 }, seen, drawn)).toEqual({ x: 6, y: 0 });
  });

  it('and no further than to its end', () => {
    expect(edgePan({ x: 900, y: 200 }, seen, { ...drawn, width: 1103 })).toEqual({ x: -3, y: 0 });
    expect(edgePan({ x: 400, y: 399 }, seen, drawn)).toEqual({ x: 0, y: 0 });
    expect(edgePan({ x: 400, y: -50 }, seen, drawn)).toEqual({ x: 0, y: 0 });
  });

  it('and not at all where it is only near', () => {
    expect(edgePan({ x: 780, y: 20 }, seen, { ...drawn, y: -100 })).toEqual({ x: 0, y: 0 });
  });
});
