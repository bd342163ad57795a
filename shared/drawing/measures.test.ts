import { describe, expect, it } from 'vitest';
import { COMPACT, largestLetters, largestNames, NAME_GAP, PRESENT, STANDARD } from './measures.ts';

/** Of Inter: from the top of its highest letter to the foot of its lowest, in em. */
const TALL = 1.21;

describe.each([STANDARD, COMPACT, PRESENT])('the $name measures', (size) => {
  it('part the names of stripes where their letters are largest', () => {
    expect(size.stripeSpacing).toBeGreaterThanOrEqual(largestLetters(size) * TALL);
  });

  it('let the wire of a network begin below its name where its letters are largest', () => {
    expect(size.railLabelHeight).toBeGreaterThanOrEqual(NAME_GAP + largestNames * TALL);
  });
});
