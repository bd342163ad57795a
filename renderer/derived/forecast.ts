/** What is predicted for every pair of the open lab, before anything is deployed. */
import type { Lab } from '../../shared/lab/lab.ts';
import { LARGER_THAN_MADE_FOR } from '../../shared/lab/size.ts';
import type { Problem } from '../../shared/problem.ts';
import { isSelf } from '../../shared/reach/endpoints.ts';
import { predictEdited } from '../../shared/reach/predict.ts';
import type { Outcome, Prediction } from '../../shared/reach/prediction.ts';
import type { Verdict as Explanation, Hop, Leg } from '../../shared/reach/verdict.ts';
import { useDocument } from '../store/document/document-store.ts';
import type { PairEnd } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';

export interface Forecast {
  readonly sources: readonly string[];
  readonly targets: readonly PairEnd[];
  /** Undefined: a thing and itself, or something that is not in the lab. */
  outcome(from: string, to: PairEnd): Outcome | undefined;
  /** Traced anew: for one pair at a time. */
  explain(from: string, to: PairEnd): Explanation | undefined;
}

/** Of the lab before the last edit, as a rule. */
let newest: Prediction | undefined;

export function forecastOf(lab: Lab): Forecast {
  newest = predictEdited(lab, newest);
  return forecastBy(newest);
}

export function forecastBy(prediction: Prediction): Forecast {
  const { endpoints } = prediction;
  const sources = new Map(endpoints.sources.map((source) => [source.id, source]));
  const targets = endpoints.targets.map(({ id, address }): PairEnd => ({ id, address: address ?? '' }));
  // Who lists the targets asks with what is in the list; anybody else may ask by name.
  const asListed = new Map(endpoints.targets.map((target, index) => [targets[index], target]));
  const byName = new Map(endpoints.targets.map((target) => [`${target.id} ${target.address ?? ''}`, target]));
  const ends = (from: string, to: PairEnd) => {
    const source = sources.get(from);
    const target = asListed.get(to) ?? byName.get(`${to.id} ${to.address}`);
    return source && target && !isSelf(source, target) ? { source, target } : undefined;
  };
  return {
    sources: [...sources.keys()],
    targets,
    outcome(from, to) {
      const pair = ends(from, to);
      return pair && prediction.outcome(pair.source, pair.target);
    },
    explain(from, to) {
      const pair = ends(from, to);
      return pair && prediction.explain(pair.source, pair.target);
    },
  };
}

const forecastFor = memo((lab: Lab | undefined, problems: readonly Problem[]): Forecast | undefined =>
  lab && !problems.some((item) => isError(item) || isTooLarge(item)) ? forecastOf(lab) : undefined,
);

/**
 * Of the open lab. A lab with errors is not predicted: what refers to nothing goes nowhere. Nor is one over the sizes that the
 * program is made for, whose problems say so: the window would stand still meanwhile.
 */
export function forecast(): Forecast | undefined {
  const { lab, problems } = useDocument.getState();
  return forecastFor(lab, problems);
}

export const useForecast = (): Forecast | undefined => useDerived(forecast);

const isTooLarge = ({ code }: Problem): boolean => code === LARGER_THAN_MADE_FOR;
const isError = ({ severity }: Problem): boolean => severity === 'error';

/** The hops of one leg. */
export const wayOf = (explanation: Explanation | undefined, leg: Leg): readonly Hop[] =>
  explanation?.hops.filter((hop) => hop.leg === leg) ?? [];
