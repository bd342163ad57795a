/** What is lit on the drawing: the way of the selected pair's packet, as it is traced, and what is written on it. */
import type { Verdict as Explanation, Hop, Leg } from '../../shared/reach/verdict.ts';
import { type Selection, useSelection } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { type Forecast, forecast, wayOf } from './forecast.ts';
import { useForesight } from './foresight/foresight.ts';
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

type ChosenPair = Selection & { readonly kind: 'pair' };

const chosenPair = (): ChosenPair | undefined => {
  const { selection } = useSelection.getState();
  return selection?.kind === 'pair' ? selection : undefined;
};

// What the worker explains comes later, to the same forecast.
const explanationFor = memo((pair: ChosenPair, predicted: Forecast | undefined, _explained: number) =>
  predicted?.explain(pair.from, pair.to),
);

/** Of the selected pair, as it would be deployed: the verdict with its reason and every hop. */
export function explanationOfSelection(): Explanation | undefined {
  const pair = chosenPair();
  // The drawing asks this first: as long as nothing depends on the forecast, nobody waits for it.
  return pair && explanationFor(pair, forecast(), useForesight.getState().explained);
}
export const useExplanation = (): Explanation | undefined => useDerived(explanationOfSelection);

const litRouteFor = memo(
  ({ from, to }: ChosenPair, explanation: Explanation | undefined, of: Reach): LitRoute | undefined => {
    const pair = of.pair(from, to);
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

const litRoute = (): LitRoute | undefined => {
  const pair = chosenPair();
  return pair && litRouteFor(pair, explanationOfSelection(), reach());
};
export const useLitRoute = (): LitRoute | undefined => useDerived(litRoute);

function wordsOf(verdict: PairVerdict, rtt: number | null | undefined): string {
  if (rtt !== null && rtt !== undefined) return `${verdictSign(verdict)} ${milliseconds(rtt)}`;
  return verdict === 'unreachable' ? `${verdictSign(verdict)} not reached` : '';
}
