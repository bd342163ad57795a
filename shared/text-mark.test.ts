import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textMark } from './text-mark.ts';

it('is another one for another text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(textMark(a) === textMark(b)).toBe(a === b);
    }),
    { numRuns: 2000 },
  );
});
