import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Overlaps } from './overlaps.ts';

test('the first that a stretch meets is what looking at all of them finds', () => {
  const port = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 65_535 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(port, port), { maxLength: 30 }), (pairs) => {
      const overlaps = new Overlaps();
      const stretches = pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
      for (const [number, [from, to]] of stretches.entries()) {
        const met = stretches.slice(0, number).findIndex(([low, high]) => low <= to && from <= high);
        expect(overlaps.first(from, to)).toBe(met === -1 ? Number.POSITIVE_INFINITY : met);
        overlaps.enter(from, to, number);
      }
    }),
  );
});
