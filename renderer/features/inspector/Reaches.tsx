import { pairsFrom, pairWords, verdictOf } from '../../derived/pairs.ts';
import { useReach } from '../../derived/reach.ts';
import { selectPair } from '../../store/selection.ts';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import classes from './Inspector.module.css';

/** Whom this thing reaches, each with its reason; a click follows the packet. */
export function Reaches({ id }: { readonly id: string }) {
  const pairs = pairsFrom(useReach(), id);
  if (pairs.length === 0) return null;
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
        {pairs.map((pair) => {
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
                <span className={classes.why}>{pair.code ? reasonWords(pair.code) : ''}</span>
                <span className="visually-hidden">{pairWords(pair)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** `same-segment` as `same segment`: short enough for the row; the sentence stands beside the matrix. */
const reasonWords = (code: string): string => code.replaceAll('-', ' ');
