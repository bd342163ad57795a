import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expectation } from '../lab/lab.ts';
import { pairs } from '../reach/endpoints.ts';
import { predictFrom, predictLab } from '../reach/predict.ts';
import { generatedWorld } from '../reach/testing/generated-labs.ts';
import { sample } from './sample.ts';
import { labOfTwoVlans } from './testing/two-vlans.ts';

const covering = (hosts: number, containers: number, wanted?: number, expected: readonly Expectation[] = []) => {
  const prediction = predictLab(labOfTwoVlans(hosts, containers));
  return { prediction, ...sample(prediction, { expect: expected, wanted }) };
};
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

describe('what is measured of a lab', () => {
  it('is everything, as long as that takes no hour', () => {
    const { pairs: measured, total, prediction } = covering(4, 5);
    expect(measured).toHaveLength(total);
    expect(measured.map(({ source, target }) => [source.id, target.id])).toEqual(
      pairs(prediction.endpoints).map(({ source, target }) => [source.id, target.id]),
    );
    expect(measured.every(({ standsFor }) => standsFor === 1)).toBe(true);
  });

  it('stands for all pairs, of a million too', () => {
    const { pairs: measured, total, prediction } = covering(50, 20);
    expect(total).toBe(pairs(prediction.endpoints).length);
    expect(measured.length).toBeLessThan(3000);
    expect(sum(measured.map(({ standsFor }) => standsFor))).toBe(total);
    const { sources, targets } = prediction.endpoints;
    expect(new Set(measured.map(({ source }) => source.id)).size).toBe(sources.length);
    expect(new Set(measured.map(({ target }) => target.id)).size).toBe(new Set(targets.map(({ id }) => id)).size);
  });

  it('is more when more is asked for, no pair twice', () => {
    const { pairs: measured, total } = covering(20, 10, 12_345);
    expect(measured).toHaveLength(12_345);
    expect(new Set(measured.map(({ source, target }) => `${source.id} ${target.id}`)).size).toBe(12_345);
    expect(sum(measured.map(({ standsFor }) => standsFor))).toBe(total);
  });

  it('has everything that the lab file expects, each for itself', () => {
    const wish = { from: 'h3/c4', to: 'h7', reachable: false };
    const { pairs: measured, total } = covering(20, 10, undefined, [wish]);
    const stated = measured.filter(({ source, target }) => source.id === 'h3/c4' && target.host === 'h7');
    expect(stated.find(({ target }) => target.kind === 'interface')?.standsFor).toBe(1);
    expect(sum(measured.map(({ standsFor }) => standsFor))).toBe(total);
  });
});

describe('classes of pairs', () => {
  it('have one verdict each, and are all pairs together', () => {
    fc.assert(
      fc.property(generatedWorld, ({ lab, states }) => {
        const prediction = predictFrom(lab, states);
        const { classes } = prediction;
        const counted = new Map<number, number>();
        const codes = new Map<number, string>();
        for (const { source, target } of pairs(prediction.endpoints)) {
          const number = prediction.classOf(source, target);
          counted.set(number, (counted.get(number) ?? 0) + 1);
          const { code } = prediction.trace(source, target);
          expect(codes.get(number) ?? code).toBe(code);
          codes.set(number, code);
        }
        expect(new Map([...classes].map(([number, { size }]) => [number, size]))).toEqual(counted);
        for (const [number, { pair }] of classes) expect(prediction.classOf(pair.source, pair.target)).toBe(number);
      }),
      { numRuns: 100 },
    );
  });
});
