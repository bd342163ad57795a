/** What is lit on the drawing: the way of the selected pair's packet, as it is traced, and what is written on it. */
import type { Verdict as Explanation, Hop, Leg } from '../../shared/reach/verdict.ts';
import { type Selection, useSelection } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { type Forecast, forecast, wayOf } from './forecast.ts';
import { milliseconds, type PairVerdict, type Reach, verdictOf } from './pairs.ts';
import { reach } from './reach.ts';
import { verdictSign } from './verdict-words.ts';

export interface LitRoute {
  /** The hops of the packet, there and back. */
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
  readonly words: string;
  readonly verdict: PairVerdict;
  /** On which way the packet is lost; undefined: it comes back, or nobody knows. */
  readonly dies: Leg | undefined;
}

const explanationFor = memo((selection: Selection | undefined, predicted: Forecast | undefined) =>
  selection?.kind === 'pair' ? predicted?.explain(selection.from, selection.to) : undefined,
);

/** Of the selected pair, as it would be deployed: the verdict with its reason and every hop. */
export const explanationOfSelection = (): Explanation | undefined =>
  explanationFor(useSelection.getState().selection, forecast());
export const useExplanation = (): Explanation | undefined => useDerived(explanationOfSelection);

const litRouteFor = memo(
  (selection: Selection | undefined, explanation: Explanation | undefined, of: Reach): LitRoute | undefined => {
    const pair = selection?.kind === 'pair' ? of.pair(selection.from, selection.to) : undefined;
    if (!pair) return undefined;
    const verdict = verdictOf(pair);
    return {
      request: wayOf(explanation, 'request'),
      reply: wayOf(explanation, 'reply'),
      words: pair.now
        ? `${verdictSign(pair.now.verdict)} ${pair.now.verdict} now`
        : wordsOf(verdict, pair.result?.rttMs),
      verdict,
      dies: explanation?.hops.findLast(({ outcome }) => outcome === 'stop')?.leg,
    };
  },
);

const litRoute = (): LitRoute | undefined =>
  litRouteFor(useSelection.getState().selection, explanationOfSelection(), reach());
export const useLitRoute = (): LitRoute | undefined => useDerived(litRoute);

function wordsOf(verdict: PairVerdict, rtt: number | null | undefined): string {
  if (rtt !== null && rtt !== undefined) return `${verdictSign(verdict)} ${milliseconds(rtt)}`;
  return verdict === 'unreachable' ? `${verdictSign(verdict)} not reached` : '';
}
