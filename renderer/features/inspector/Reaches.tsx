import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Pair, type PairVerdict, pairWords, verdictOf, whyWords } from '../../derived/pairs.ts';
import { usePairsFrom } from '../../derived/reach.ts';
import { selectPair } from '../../store/selection.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import classes from './Inspector.module.css';

/** A thing in a large lab pings thousands: nobody reads them all, and a window that draws them all stands still. */
const FIRST = 40;

/** Whom this thing reaches, each with its reason; a click follows the packet. */
export function Reaches({ id }: { readonly id: string }) {
  const pairs = usePairsFrom(id);
  const [most, setMost] = useState(FIRST);
  const loudest = useMemo(() => (pairs.length <= FIRST ? pairs : byLoudness(pairs)), [pairs]);
  if (pairs.length === 0) return null;
  const listed = loudest.slice(0, most);
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
const LEAST_LOUD = 3;

/** Each in the order in which it came. */
function byLoudness(pairs: readonly Pair[]): readonly Pair[] {
  const ranks: Pair[][] = [[], [], [], []];
  for (const pair of pairs) ranks[RANKS[verdictOf(pair)] ?? LEAST_LOUD]?.push(pair);
  return ranks.flat();
}
