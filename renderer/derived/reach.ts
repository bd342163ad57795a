/** The pairs of the open lab with all that is known of them, and what of it the selection shows. */
import type { Lab } from '../../shared/lab/lab.ts';
import { labMark } from '../../shared/lab/lab-mark.ts';
import { useDocument } from '../store/document/document-store.ts';
import type { MarkState } from '../store/run/marks.ts';
import type { Ping } from '../store/run/state.ts';
import { selectedThing, useSelection } from '../store/selection.ts';
import { memo, onceAChange, useDerived } from './derive.ts';
import { type Forecast, forecast } from './forecast.ts';
import { liveForecast, marks } from './live.ts';
import {
  LOUDNESS,
  type Pair,
  type PairVerdict,
  pairsFrom,
  type Reach,
  reachOf,
  type Voice,
  verdictOf,
  voiceOf,
} from './pairs.ts';
import { usePingFate } from './ping-changes.ts';
import { runningActivity, shownRun } from './shown-run.ts';

const reachFor = memo(
  (
    predicted: Forecast | undefined,
    pings: ReadonlyMap<string, Ping>,
    lab: Lab | undefined,
    live: Forecast | undefined,
    standing: ReadonlyMap<string, MarkState>,
    old: boolean,
    measuring: boolean,
  ): Reach =>
    reachOf({ forecast: predicted, pings, expectations: lab?.expect ?? [], live, marks: standing, old, measuring }),
);

export function reach(): Reach {
  const run = shownRun();
  const measuring = runningActivity(run)?.activity.kind === 'verify';
  return reachFor(forecast(), run.pings, useDocument.getState().lab, liveForecast(), marks(), isOld(), measuring);
}

export const useReach = (): Reach => useDerived(reach);

const markFor = memo(labMark);

/** What was measured last is of a drawing that has been changed since. */
export function isOld(): boolean {
  const { verify, activities } = shownRun();
  const measured = activities.find(({ activity }) => activity.id === verify?.activity)?.activity.text;
  const { lab } = useDocument.getState();
  return measured !== undefined && lab !== undefined && measured !== markFor(lab);
}
export const useIsOld = (): boolean => useDerived(isOld);

const pairsFor = memo((of: Reach, from: string): readonly Pair[] => pairsFrom(of, from));

/** Everything that this thing pings. */
export const usePairsFrom = (from: string): readonly Pair[] => useDerived(() => pairsFor(reach(), from));

/** What a thing wears that the selected one pings: the word, and who says it. */
export interface ReachMark {
  readonly verdict: PairVerdict;
  readonly voice: Voice;
}

/** Seen from the selected thing: each thing that it pings, one of several addresses by its loudest. */
export function reachMarks(pairs: readonly Pair[]): ReadonlyMap<string, ReachMark> {
  const found = new Map<string, ReachMark>();
  for (const pair of pairs) {
    const [before, verdict] = [found.get(pair.to.id), verdictOf(pair)];
    if (before === undefined || LOUDNESS.indexOf(verdict) > LOUDNESS.indexOf(before.verdict)) {
      found.set(pair.to.id, { verdict, voice: voiceOf(pair) });
    }
  }
  return found;
}
const marksFor = memo(reachMarks);

const NONE: ReadonlyMap<string, ReachMark> = new Map();

/** Seen from the selected thing. */
const marksNow = onceAChange(() => {
  const from = selectedThing(useSelection.getState());
  return from === undefined ? NONE : marksFor(pairsFor(reach(), from));
});

/** Whether the selected thing reaches this one; undefined: nothing is selected that pings. */
export function useReachMark(id: string): ReachMark | undefined {
  const mark = useDerived(() => marksNow().get(id));
  const from = useSelection(selectedThing);
  // The drawing shows what would be: its marks are of that too.
  const fate = usePingFate(mark && from, id);
  return fate === undefined ? mark : { verdict: fate === 'gained' ? 'reachable' : 'unreachable', voice: 'predicted' };
}
