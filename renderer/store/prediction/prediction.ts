/** What is predicted for every pair of the open lab, before anything is deployed. */
import { useMemo } from 'react';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { Problem } from '../../../shared/problem.ts';
import { isSelf } from '../../../shared/reach/endpoints.ts';
import { predictEdited } from '../../../shared/reach/predict.ts';
import type { Outcome, Prediction } from '../../../shared/reach/prediction.ts';
import type { Verdict as Explanation, Leg } from '../../../shared/reach/verdict.ts';
import { useDocument } from '../document/document-store.ts';

/** What is pinged: a container on several networks is a target once for each of its addresses. */
export interface Target {
  readonly id: string;
  /** Empty: Docker picks one when the container is made. */
  readonly address: string;
}

export interface Forecast {
  readonly sources: readonly string[];
  readonly targets: readonly Target[];
  /** Undefined: a thing and itself, or something that is not in the lab. */
  outcome(from: string, to: Target): Outcome | undefined;
  /** Traced anew: for one pair at a time. */
  explain(from: string, to: Target): Explanation | undefined;
}

/** Of the lab before the last edit, as a rule. */
let newest: Prediction | undefined;

export function forecastOf(lab: Lab): Forecast {
  newest = predictEdited(lab, newest);
  return forecastBy(newest);
}

export function forecastBy(prediction: Prediction): Forecast {
  const sources = new Map(prediction.endpoints.sources.map((source) => [source.id, source]));
  const targets = new Map(
    prediction.endpoints.targets.map((target) => [`${target.id} ${target.address ?? ''}`, target]),
  );
  const ends = (from: string, to: Target) => {
    const source = sources.get(from);
    const target = targets.get(`${to.id} ${to.address}`);
    return source && target && !isSelf(source, target) ? { source, target } : undefined;
  };
  return {
    sources: [...sources.keys()],
    targets: [...targets.values()].map(({ id, address }) => ({ id, address: address ?? '' })),
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

const forecasts = new WeakMap<Lab, Forecast>();

/** Made once for each lab, however many components ask. A lab with errors is not predicted: what refers to nothing goes nowhere. */
export function useForecast(): Forecast | undefined {
  const lab = useDocument((state) => state.lab);
  const sound = useDocument(({ problems }) => !problems.some(isError));
  return useMemo(() => {
    if (!lab || !sound) return undefined;
    const known = forecasts.get(lab) ?? forecastOf(lab);
    forecasts.set(lab, known);
    return known;
  }, [lab, sound]);
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** The way of one leg as the things that it touches. */
export const wayOf = (explanation: Explanation | undefined, leg: Leg): readonly string[] =>
  explanation?.hops.filter((hop) => hop.leg === leg).flatMap(({ things }) => things) ?? [];
