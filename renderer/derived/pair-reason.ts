/** Why the selected pair does what it does: by the prediction, and by its hosts where they tell otherwise. */
import type { Reason } from '../../shared/reach/verdict.ts';
import type { Selection } from '../store/selection.ts';
import { useSelection } from '../store/selection.ts';
import { memo, useDerived } from './derive.ts';
import { explanationOfSelection } from './lit-route.ts';
import { liveExplanation } from './live.ts';
import { cameTrue, type Pair } from './pairs.ts';
import { reach } from './reach.ts';

export interface PairReason {
  /** The sentence of the prediction. */
  readonly text: string | undefined;
  /** Something speaks against it, or it was not measured since the drawing was changed: it is no more than a prediction. */
  readonly foretold: boolean;
  /** Where a change of the drawing would mend it; what hosts run on is not in the drawing. */
  readonly drawn: Reason | undefined;
  /** Why it is otherwise now, as the hosts tell it. */
  readonly now: Reason | undefined;
}

type Drawn = ReturnType<typeof explanationOfSelection>;

const reasonFor = memo((pair: Pair | undefined, drawn: Drawn, hosts: Reason | undefined): PairReason | undefined => {
  if (pair === undefined) return undefined;
  // What hosts run on, or an access point, decides: the drawing does not know of it, and the hosts were asked.
  const asked = pair.old ? undefined : pair.result;
  const isByHosts = asked !== undefined && (asked.reason.guarded !== undefined || asked.predicted !== drawn?.verdict);
  return {
    // What was said beside the measurement had looked at the hosts; the drawing assumes.
    text: asked?.reason.text ?? drawn?.reason.text,
    foretold: !cameTrue(pair),
    drawn: isByHosts ? undefined : drawn?.reason,
    now: pair.now && !pair.absent ? hosts : undefined,
  };
});

const pairFor = memo(({ from, to }: Selection & { readonly kind: 'pair' }, of: ReturnType<typeof reach>) =>
  of.pair(from, to),
);

function reasonOfSelection(): PairReason | undefined {
  const { selection } = useSelection.getState();
  if (selection?.kind !== 'pair') return undefined;
  const hosts = liveExplanation(selection.from, selection.to)?.reason;
  return reasonFor(pairFor(selection, reach()), explanationOfSelection(), hosts);
}
export const usePairReason = (): PairReason | undefined => useDerived(reasonOfSelection);

/** In one sentence, for those who see nothing else. */
export function reasonWords({ text, foretold, now }: PairReason): string | undefined {
  if (now) return `Now: ${now.text}`;
  return text === undefined ? undefined : `${foretold ? 'Predicted: ' : ''}${text}`;
}
