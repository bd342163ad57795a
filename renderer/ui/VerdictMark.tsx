import type { Verdict } from '../store/prediction/pairs.ts';
import classes from './VerdictMark.module.css';

const SIGNS: Readonly<Record<Verdict, string>> = {
  reachable: '✓',
  unreachable: '✕',
  uncertain: '?',
  disagrees: '!',
  failed: '!',
  unknown: '·',
};

export const verdictSign = (verdict: Verdict): string => SIGNS[verdict];

/** A verdict as a sign and a colour; the words stand beside it or in its title. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span className={classes.mark} data-verdict={verdict} aria-hidden="true">
      {SIGNS[verdict]}
    </span>
  );
}
