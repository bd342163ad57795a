import { useEffect } from 'react';
import { type Verdict, verdictOf } from '../../store/prediction/pairs.ts';
import { useReachMarks } from '../../store/prediction/reach-marks.ts';
import { useSelectedThing } from '../../store/selection.ts';
import { usePairs } from './use-pairs.ts';

/** While a thing that pings is selected, every other one says whether it is reached. */
export function useReachMarksOfSelection(): void {
  const selected = useSelectedThing();
  const pairs = usePairs();
  useEffect(() => {
    const verdicts = new Map<string, Verdict>();
    for (const pair of pairs) if (pair.from === selected) verdicts.set(pair.to, verdictOf(pair));
    useReachMarks.setState({ from: verdicts.size > 0 ? selected : undefined, verdicts });
  }, [selected, pairs]);
}
