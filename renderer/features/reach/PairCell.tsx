import { memo } from 'react';
import type { PingResult } from '../../../shared/api.ts';
import { pairWords } from '../../derived/pair-words.ts';
import { heldAgainst, isUnmet, type Pair, type PairVerdict, verdictOf, voiceOf } from '../../derived/pairs.ts';
import { usePingFate } from '../../derived/ping-changes.ts';
import { verdictSign } from '../../derived/verdict-words.ts';
import { isPair, selectPair, useSelection } from '../../store/selection.ts';
import { Spoken } from '../../ui/Spoken.tsx';
import classes from './MatrixTable.module.css';
import type { CellPlace } from './VirtualGrid.tsx';

interface Props {
  readonly pair: Pair | undefined;
  readonly place: CellPlace;
}

/** Pairs are made anew each time that they are looked up; what they say seldom changes. */
const alike = ({ pair: a, place: was }: Props, { pair: b, place: is }: Props): boolean =>
  was['data-cell'] === is['data-cell'] &&
  was.tabIndex === is.tabIndex &&
  (a === b ||
    (a !== undefined &&
      b !== undefined &&
      a.from === b.from &&
      a.to === b.to &&
      a.result === b.result &&
      a.predicted === b.predicted &&
      a.expected === b.expected &&
      a.stated === b.stated &&
      a.now?.verdict === b.now?.verdict &&
      a.old === b.old &&
      a.absent === b.absent &&
      a.awaited === b.awaited));

export const PairCell = memo(function PairCell({ pair, place }: Props) {
  const selected = useSelection(({ selection }) => pair !== undefined && isPair(selection, pair.from, pair.to));
  const fate = usePingFate(pair?.from, pair?.to.id);
  if (!pair) {
    return (
      <span className={classes.nothing} {...place}>
        –
      </span>
    );
  }
  const verdict = verdictOf(pair);
  const voice = voiceOf(pair);
  const { result } = pair;
  const words = `${pair.from} to ${pair.to.id}: ${pairWords(pair)}${fate === undefined ? '' : `, ${fate} by this change`}`;
  return (
    <button
      type="button"
      className={classes.cell}
      aria-pressed={selected}
      title={words}
      data-verdict={verdict}
      data-fate={fate}
      data-voice={voice}
      data-old={pair.old || undefined}
      data-awaited={pair.awaited}
      data-selected={selected}
      data-pair={true}
      data-unmet={isUnmet(pair) || undefined}
      data-expected={pair.stated ? pair.expected : undefined}
      onClick={() => selectPair(pair.from, pair.to)}
      {...place}
    >
      <Spoken name={words}>
        {fate !== undefined
          ? fate === 'gained'
            ? '+'
            : '−'
          : voice === 'now' && pair.now
            ? `${verdictSign(pair.now.verdict === 'reachable' ? 'unreachable' : 'reachable')}→${verdictSign(pair.now.verdict)}`
            : verdict === 'disagrees' && result
              ? `${verdictSign(otherwise(pair, result))}→${verdictSign(result.measured === 'reachable' ? 'reachable' : 'unreachable')}`
              : (voice === 'measured' && short(result?.rttMs)) || verdictSign(verdict)}
      </Spoken>
    </button>
  );
}, alike);

/** The voice that the measurement contradicts. */
function otherwise(pair: Pair, result: PingResult): PairVerdict {
  const { expected, predicted } = heldAgainst(pair, result);
  return expected ?? predicted ?? 'unknown';
}

const short = (rtt: number | null | undefined): string =>
  rtt === null || rtt === undefined ? '' : rtt < 10 ? rtt.toFixed(1) : String(Math.round(rtt));
