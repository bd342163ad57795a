/** What each ping is expected to do: what the lab file expects of it, else what is predicted. */
import type { PingResult } from '../../shared/api.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Pair, States } from '../../shared/reach/endpoints.ts';
import { predictLab } from '../../shared/reach/predict.ts';

export type Foretold = Omit<PingResult, 'measured' | 'sent' | 'received' | 'rttMs' | 'agrees' | 'said'>;
export type Predict = (lab: Lab, states: States, pairs: readonly Pair[]) => readonly Foretold[];

/**
 * Predicts for the drawing in place on the hosts as they were found: a container that does not run is predicted as if it
 * did, so that its silence is seen to disagree.
 */
export const foretell: Predict = (lab, states, pairs) => {
  const expected = new Map(lab.expect.map(({ from, to, reachable }) => [JSON.stringify([from, to]), reachable]));
  // A host as a target stands for every address that it has.
  const wish = (from: string, ...tos: readonly string[]): boolean | undefined =>
    tos.map((to) => expected.get(JSON.stringify([from, to]))).find((wanted) => wanted !== undefined);
  const prediction = predictLab(lab, states);
  return pairs.map(({ source, target }) => {
    const { verdict, reason } = prediction.explain(source, target);
    const wanted = wish(source.id, target.id, target.host);
    return {
      from: source.id,
      to: target.id,
      address: target.address ?? '',
      expected: wanted === undefined ? verdict : wanted ? 'reachable' : 'unreachable',
      predicted: verdict,
      reason,
    };
  });
};
