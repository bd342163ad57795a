import type { PairVerdict } from '../derived/pairs.ts';
import { verdictSign } from '../derived/verdict-words.ts';
import classes from './VerdictMark.module.css';

/** A verdict as a sign and a colour; the words stand beside it or in its title. */
export function VerdictMark({ verdict }: { readonly verdict: PairVerdict }) {
  return (
    <span className={classes.mark} data-verdict={verdict} aria-hidden="true">
      {verdictSign(verdict)}
    </span>
  );
}
