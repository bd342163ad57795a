import { useEffect } from 'react';
import { pairsFrom, type Verdict, verdictOf } from '../../store/prediction/pairs.ts';
import { useReachMarks } from '../../store/prediction/reach-marks.ts';
import { useSelectedThing } from '../../store/selection.ts';
import { useReach } from './use-reach.ts';

/** While a thing that pings is selected, every other one says whether it is reached. */
export function useReachMarksOfSelection(): void {
  const selected = useSelectedThing();
  const reach = useReach();
  useEffect(() => {
    const verdicts = new Map<string, Verdict>();
    if (selected !== undefined) {
      for (const pair of pairsFrom(reach, selected)) verdicts.set(pair.to.id, verdictOf(pair));
    }
    useReachMarks.setState({ from: verdicts.size > 0 ? selected : undefined, verdicts });
  }, [selected, reach]);
}
