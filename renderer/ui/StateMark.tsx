import type { MarkState } from '../store/run/marks.ts';
import classes from './StateMark.module.css';

/** The words of each mark, for names that are read aloud and for the legend. */
export const STATE_WORDS: Readonly<Record<MarkState, string>> = {
  unknown: 'not looked at yet',
  absent: 'not there',
  planned: 'will be created',
  leaving: 'will be removed',
  changing: 'changing',
  present: 'there',
  differs: 'differs',
  failing: 'failing',
};

/** The same for a host as a whole. */
export const HOST_WORDS: Readonly<Record<MarkState, string>> = {
  unknown: '',
  absent: 'has nothing of this lab',
  planned: 'has things to create',
  leaving: 'has things to remove',
  changing: 'is changing',
  present: 'in sync',
  differs: 'differs',
  failing: 'has a failure',
};

const SHAPES: Readonly<Record<MarkState, React.ReactNode>> = {
  unknown: null,
  absent: <circle cx="6" cy="6" r="4" className={classes.hollow} />,
  planned: (
    <>
      <circle cx="6" cy="6" r="5" className={classes.hollow} strokeDasharray="2 1.6" />
      <path d="M6 3.8v4.4M3.8 6h4.4" className={classes.stroke} />
    </>
  ),
  leaving: (
    <>
      <circle cx="6" cy="6" r="5" className={classes.hollow} strokeDasharray="2 1.6" />
      <path d="M3.8 6h4.4" className={classes.stroke} />
    </>
  ),
  changing: <path d="M6 1.5a4.5 4.5 0 1 1-4.5 4.5" className={classes.turning} />,
  present: <circle cx="6" cy="6" r="4.5" className={classes.filled} />,
  differs: <path d="M6 .8 11.2 6 6 11.2.8 6z" className={classes.filled} />,
  failing: (
    <>
      <rect x="1" y="1" width="10" height="10" rx="2.5" className={classes.filled} />
      <path d="M6 3.2v3.4M6 8.4v.4" className={classes.cut} />
    </>
  ),
};

/** One small mark for the state of a host or thing, the same everywhere: shape and colour; the words stand in its title. */
export function StateMark({ state, word }: { readonly state: MarkState; readonly word?: string }) {
  return (
    <svg className={classes.mark} data-state={state} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <title>{word ?? STATE_WORDS[state]}</title>
      {SHAPES[state]}
    </svg>
  );
}
