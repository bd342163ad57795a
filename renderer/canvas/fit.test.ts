import { describe, expect, it } from 'vitest';
import { shiftInto } from './fit.ts';

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
