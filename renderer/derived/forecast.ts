/** What is predicted for every pair of the open lab, before anything is deployed. */
import type { Lab } from '../../shared/lab/lab.ts';
import { LARGER_THAN_MADE_FOR } from '../../shared/lab/size.ts';
import type { Problem } from '../../shared/problem.ts';
import { endpoints } from '../../shared/reach/endpoints.ts';
import { predictEdited } from '../../shared/reach/predict.ts';
import type { Outcome, Prediction } from '../../shared/reach/prediction.ts';
import { type Outcomes, readTable } from '../../shared/reach/prediction-table.ts';
import type { Verdict as Explanation, Hop, Leg } from '../../shared/reach/verdict.ts';
import { useDocument } from '../store/document/document-store.ts';
import type { PairEnd } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { byEnds } from './foresight/ends.ts';
import { explained, explainSoon, type Foreseen, isSame, type Subject, useForesight } from './foresight/foresight.ts';

export interface Forecast {
  readonly sources: readonly string[];
  readonly targets: readonly PairEnd[];
  /** Undefined: a thing and itself, or something that is not in the lab. */
  outcome(from: string, to: PairEnd): Outcome | undefined;
  /** Traced anew: for one pair at a time. Undefined also while the worker traces it; then it changes, as all that is derived does. */
  explain(from: string, to: PairEnd): Explanation | undefined;
  /** The same for who can wait. */
  explainSoon(from: string, to: PairEnd): Promise<Explanation | undefined>;
}

/** Of the lab before the last edit, as a rule. */
let newest: Prediction | undefined;

export function forecastOf(lab: Lab): Forecast {
  newest = predictEdited(lab, newest);
  return forecastBy(newest);
}

export function forecastBy(prediction: Prediction): Forecast {
  const asked = asForecast(prediction);
  const explain = (from: string, to: PairEnd): Explanation | undefined => {
    const pair = asked.ends(from, to);
    return pair && prediction.explain(pair.source, pair.target);
  };
  return { ...asked, explain, explainSoon: (from, to) => Promise.resolve(explain(from, to)) };
}

/** By what the worker has predicted; it also explains. */
const forecastOfTable = (by: Foreseen): Forecast | undefined =>
  by.table && {
    ...asForecast(readTable(by.table)),
    explain: (from, to) => explained(by, from, to),
    explainSoon: (from, to) => explainSoon(by, from, to),
  };
const ofDrawing = memo(forecastOfTable);
const ofHosts = memo(forecastOfTable);

function asForecast(
  by: Outcomes,
): Omit<Forecast, 'explain' | 'explainSoon'> & { readonly ends: ReturnType<typeof byEnds> } {
  const targets = by.endpoints.targets.map(({ id, address }): PairEnd => ({ id, address: address ?? '' }));
  const ends = byEnds(by.endpoints, targets);
  return {
    sources: by.endpoints.sources.map(({ id }) => id),
    targets,
    ends,
    outcome(from, to) {
      const pair = ends(from, to);
      return pair && by.outcome(pair.source, pair.target);
    },
  };
}

const forecastFor = memo(forecastOf);

/** A lab of fewer pairs is predicted sooner than the worker is asked. */
const LARGE = 40_000;

export const isLarge = memo((lab: Lab): boolean => {
  const { sources, targets } = endpoints(lab);
  return sources.length * targets.length > LARGE;
});

const mayPredict = memo(
  (problems: readonly Problem[]): boolean => !problems.some((item) => isError(item) || isTooLarge(item)),
);

/**
 * Of the drawing or of its hosts, as the worker has predicted it: while it predicts what was changed last, what it said before.
 * Undefined: nothing yet.
 */
export function foreseen(of: Subject, newest: Foreseen | undefined, bySelf: () => Forecast): Forecast | undefined {
  if (useForesight.getState().alone || !isLarge(of.lab)) return bySelf();
  if (newest === undefined || newest.of.lab.name !== of.lab.name) return undefined;
  if (newest.table !== undefined) return newest.of.states === undefined ? ofDrawing(newest) : ofHosts(newest);
  return isSame(newest.of, of) ? bySelf() : undefined;
}

/** What is to be predicted of the drawing; undefined: nothing can be. */
export function drawn(): Subject | undefined {
  const { lab, problems } = useDocument.getState();
  return lab && mayPredict(problems) ? drawnLab(lab) : undefined;
}

const drawnLab = memo((lab: Lab): Subject => ({ lab, states: undefined }));

/**
 * Of the open lab. A lab with errors is not predicted: what refers to nothing goes nowhere. Nor is one over the sizes that the
 * program is made for, whose problems say so: the window would stand still meanwhile.
 */
export function forecast(): Forecast | undefined {
  const of = drawn();
  return of && foreseen(of, useForesight.getState().drawing, () => forecastFor(of.lab));
}

export const useForecast = (): Forecast | undefined => useDerived(forecast);

const isTooLarge = ({ code }: Problem): boolean => code === LARGER_THAN_MADE_FOR;
const isError = ({ severity }: Problem): boolean => severity === 'error';

/** The hops of one leg. */
export const wayOf = (explanation: Explanation | undefined, leg: Leg): readonly Hop[] =>
  explanation?.hops.filter((hop) => hop.leg === leg) ?? [];
