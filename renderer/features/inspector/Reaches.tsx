import { useMemo } from 'react';
import { pairWords, whyWords } from '../../derived/pair-words.ts';
import { knownOf, type Pair, type PairVerdict, verdictOf } from '../../derived/pairs.ts';
import { usePairsFrom } from '../../derived/reach.ts';
import { selectPair } from '../../store/selection.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import classes from './Inspector.module.css';
import { Listed } from './Listed.tsx';

/** Whom this thing reaches, each with its reason; a click follows the packet. */
export function Reaches({ id }: { readonly id: string }) {
  const pairs = usePairsFrom(id);
  const loudest = useMemo(() => (pairs.length <= READ_WHOLE ? pairs : byLoudness(pairs)), [pairs]);
  const twice = useMemo(() => repeated(pairs.map(({ to }) => to.id)), [pairs]);
  if (pairs.length === 0) return null;
  // What is not deployed reaches nobody, whatever is predicted of it.
  const reached = pairs.filter((pair) => verdictOf(pair) !== 'not-deployed' && knownOf(pair) === 'reachable').length;
  return (
    <section className={classes.section}>
      <h3>
        Reaches{' '}
        <span>
          {reached} of {pairs.length}
        </span>
      </h3>
      <Listed of={loudest} list={classes.reaches}>
        {(pair) => (
          <li key={`${pair.to.id} ${pair.to.address}`}>
            <button
              type="button"
              title={`${pair.to.id}: ${pairWords(pair)}`}
              onClick={() => selectPair(pair.from, pair.to)}
            >
              <VerdictMark verdict={verdictOf(pair)} />
              <span className={classes.to}>
                {pair.to.id}
                {twice.has(pair.to.id) ? <span className={classes.was}>{pair.to.address}</span> : null}
              </span>
              <span className={classes.why}>{whyWords(pair)}</span>
              <span className="visually-hidden">{pairWords(pair)}</span>
            </button>
          </li>
        )}
      </Listed>
    </section>
  );
}

/** Who has several addresses: its name alone would stand there twice. */
function repeated(ids: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.size === seen.add(id).size));
}

/** As many pairs are read in the order in which they come; of more, what is not as it should be comes first. */
const READ_WHOLE = 40;

const RANKS: Partial<Record<PairVerdict, number>> = { disagrees: 0, failed: 1, uncertain: 2 };
const LEAST_LOUD = 3;

/** Each in the order in which it came. */
function byLoudness(pairs: readonly Pair[]): readonly Pair[] {
  const ranks: Pair[][] = [[], [], [], []];
  for (const pair of pairs) ranks[RANKS[verdictOf(pair)] ?? LEAST_LOUD]?.push(pair);
  return ranks.flat();
}
