import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blockSet } from './block-set.ts';
import { type Cidr, overlaps } from './ipv4.ts';

/** Near each other, so that they meet now and then. */
const blocks = fc.record({
  address: fc.oneof(
    fc.integer({ min: 0, max: 63 }),
    fc.integer({ min: 0, max: 63 }).map((low) => 0xffffffff - low),
    fc.integer({ min: 0, max: 0xffffffff }),
  ),
  prefix: fc.oneof(fc.integer({ min: 26, max: 32 }), fc.integer({ min: 0, max: 32 })),
});

it('knows whether one of its blocks meets another, as a comparison with each of them does', () => {
  fc.assert(
    fc.property(fc.array(blocks, { maxLength: 12 }), fc.array(blocks, { maxLength: 12 }), (all, asked) => {
      const set = blockSet();
      const added: Cidr[] = [];
      for (const [at, block] of all.entries()) {
        set.add(block);
        added.push(block);
        const other = asked[at];
        if (other) expect(set.meets(other)).toBe(added.some((one) => overlaps(one, other)));
      }
      for (const other of asked) expect(set.meets(other)).toBe(all.some((one) => overlaps(one, other)));
    }),
    { numRuns: 500 },
  );
});
