import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairs } from './endpoints.ts';
import { predictFrom } from './predict.ts';
import { generatedWorld } from './testing/generated-labs.ts';

describe('laws of prediction', () => {
  test('the matrix of classes says of every pair what its own trace says', () => {
    fc.assert(
      fc.property(generatedWorld, ({ lab, states }) => {
        const prediction = predictFrom(lab, states);
        const counts = { reachable: 0, unreachable: 0, uncertain: 0 };
        for (const { source, target } of pairs(prediction.endpoints)) {
          const { verdict, reason } = prediction.explain(source, target);
          counts[verdict] += 1;
          expect([source.id, target.id, prediction.outcome(source, target)]).toEqual([
            source.id,
            target.id,
            { verdict, code: reason.code },
          ]);
        }
        expect(prediction.counts).toEqual(counts);
      }),
      { numRuns: 100 },
    );
  });
});
