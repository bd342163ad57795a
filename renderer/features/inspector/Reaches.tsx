import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Pair, type PairVerdict, pairsFrom, pairWords, verdictOf, whyWords } from '../../derived/pairs.ts';
import { useReach } from '../../derived/reach.ts';
import { selectPair } from '../../store/selection.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import classes from './Inspector.module.css';

/** A thing in a large lab pings thousands: nobody reads them all, and a window that draws them all stands still. */
const FIRST = 40;

/** Whom this thing reaches, each with its reason; a click follows the packet. */
export function Reaches({ id }: { readonly id: string }) {
  const pairs = pairsFrom(useReach(), id);
  const [most, setMost] = useState(FIRST);
  if (pairs.length === 0) return null;
  const listed =
    pairs.length <= most
      ? pairs
      : pairs
          .map((pair, at) => ({ pair, at }))
          .sort((a, b) => rank(a.pair) - rank(b.pair) || a.at - b.at)
          .slice(0, most)
          .map(({ pair }) => pair);
  const reached = pairs.filter(
    (pair) => (pair.now?.verdict ?? pair.result?.measured ?? pair.predicted) === 'reachable',
  ).length;
  return (
    <section className={classes.section}>
      <h3>
        Reaches{' '}
        <span>
          {reached} of {pairs.length}
        </span>
      </h3>
      <ul className={classes.reaches}>
        {listed.map((pair) => {
          const verdict = verdictOf(pair);
          return (
            <li key={`${pair.to.id} ${pair.to.address}`}>
              <button
                type="button"
                title={`${pair.to.id}: ${pairWords(pair)}`}
                onClick={() => selectPair(pair.from, pair.to)}
              >
                <VerdictMark verdict={verdict} />
                <span className={classes.to}>{pair.to.id}</span>
                <span className={classes.why}>{whyWords(pair)}</span>
                <span className="visually-hidden">{pairWords(pair)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {pairs.length > listed.length ? (
        <Button size="compact-sm" onClick={() => setMost(most * 4)}>
          Show {Math.min(most * 3, pairs.length - listed.length)} more
        </Button>
      ) : null}
    </section>
  );
}

/** What is not as it should be comes first. */
const RANKS: Partial<Record<PairVerdict, number>> = { disagrees: 0, failed: 1, uncertain: 2 };
const rank = (pair: Pair): number => RANKS[verdictOf(pair)] ?? 3;
