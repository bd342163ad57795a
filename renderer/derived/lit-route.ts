/** What is lit on the drawing: the way of the selected pair's packet, as it is traced, and what is written on it. */
import type { Verdict as Explanation, Hop, Leg } from '../../shared/reach/verdict.ts';
import { type Selection, useSelection } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { type Forecast, forecast, wayOf } from './forecast.ts';
import { useForesight } from './foresight/foresight.ts';
import { liveExplanation } from './live.ts';
import { wayWords } from './pair-words.ts';
import { knownOf, type PairVerdict, type Reach, type Voice, verdictOf, voiceOf } from './pairs.ts';
import { reach } from './reach.ts';

export interface LitRoute {
  /** The hops of the packet, there and back. */
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
  readonly words: string;
  readonly verdict: PairVerdict;
  readonly voice: Voice;
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

// What hosts tell of a pair that is not deployed is no way.
const wayFor = memo((pair: ChosenPair, drawn: Explanation | undefined, of: Reach, hosts: Explanation | undefined) => {
  const known = of.pair(pair.from, pair.to);
  const now = known === undefined || known.absent ? undefined : knownOf(known);
  return now !== undefined && now !== drawn?.verdict && now === hosts?.verdict ? hosts : drawn;
});

/** The way that the packet of the selected pair takes: where a ping does otherwise than it would as deployed, that of the hosts as they are. */
export function wayOfSelection(): Explanation | undefined {
  const pair = chosenPair();
  return pair && wayFor(pair, explanationOfSelection(), reach(), liveExplanation(pair.from, pair.to));
}
export const useWay = (): Explanation | undefined => useDerived(wayOfSelection);

const litRouteFor = memo(
  ({ from, to }: ChosenPair, explanation: Explanation | undefined, of: Reach): LitRoute | undefined => {
    const pair = of.pair(from, to);
    if (!pair) return undefined;
    const verdict = verdictOf(pair);
    return {
      request: wayOf(explanation, 'request'),
      reply: wayOf(explanation, 'reply'),
      words: wayWords(pair),
      verdict,
      voice: voiceOf(pair),
      dies:
        knownOf(pair) === 'reachable'
          ? undefined
          : explanation?.hops.findLast(({ outcome }) => outcome === 'stop')?.leg,
    };
  },
);

const litRoute = (): LitRoute | undefined => {
  const pair = chosenPair();
  return pair && litRouteFor(pair, wayOfSelection(), reach());
};
export const useLitRoute = (): LitRoute | undefined => useDerived(litRoute);
