/** What each ping is expected to do: what the lab file expects of it, else what is predicted. */
import type { DiagnosedPair, PingResult } from '../../shared/api.ts';
import { calledBy } from '../../shared/lab/expectations.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Pair, States } from '../../shared/reach/endpoints.ts';
import { predictFrom, predictLab } from '../../shared/reach/predict.ts';
import type { Prediction } from '../../shared/reach/prediction.ts';
import { diagnose } from '../../shared/verify/diagnosis.ts';

export type Foretold = Omit<PingResult, 'measured' | 'sent' | 'received' | 'rttMs' | 'agrees' | 'said'>;
export interface Foretelling {
  readonly prediction: Prediction;
  of(pair: Pair): Foretold;
}
export type Predict = (lab: Lab, states: States) => Foretelling;

/** What was measured of a pair, beside what was foretold of it. */
export interface Compared extends Pair {
  readonly foretold: Foretold;
  readonly measured: 'reachable' | 'unreachable';
}
/** @returns what explains a pair; nothing: there is nothing to explain */
export type Explain = (lab: Lab, states: States) => (compared: Compared) => readonly DiagnosedPair[];

/** Traces the hosts as they are now, without the drawing, and sets the outcome beside what was measured. */
export const explain: Explain = (lab, states) => {
  const live = predictFrom(lab, states);
  return ({ source, target, foretold, measured }) => {
    const { from, to, address, expected, predicted } = foretold;
    const { verdict, reason } = live.explain(source, target);
    const diagnosis = diagnose({ expected, measured, predicted, live: { verdict, reason } });
    return diagnosis === undefined ? [] : [{ from, to, address, diagnosis }];
  };
};

/**
 * Predicts for the drawing in place on the hosts as they were found: a container that does not run is predicted as if it
 * did, so that its silence is seen to disagree.
 */
export const foretell: Predict = (lab, states) => {
  const expected = new Map(lab.expect.map(({ from, to, reachable }) => [JSON.stringify([from, to]), reachable]));
  const wish = (from: string, ...tos: readonly string[]): boolean | undefined =>
    tos.map((to) => expected.get(JSON.stringify([from, to]))).find((wanted) => wanted !== undefined);
  const prediction = predictLab(lab, states);
  const of = ({ source, target }: Pair): Foretold => {
    const { verdict, reason } = prediction.explain(source, target);
    const wanted = wish(source.id, ...calledBy({ id: target.id, address: target.address ?? '' }));
    return {
      from: source.id,
      to: target.id,
      address: target.address ?? '',
      expected: wanted === undefined ? verdict : wanted ? 'reachable' : 'unreachable',
      predicted: verdict,
      reason,
    };
  };
  return { prediction, of };
};
