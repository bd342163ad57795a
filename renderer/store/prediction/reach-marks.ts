import { create } from 'zustand';
import type { Verdict } from './pairs.ts';

interface ReachMarks {
  /** The selected thing's verdict for each thing that it pings; undefined: nothing is selected that pings. */
  readonly from: string | undefined;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** Seen from the selected thing: whom it reaches, shown on the drawing. */
export const useReachMarks = create<ReachMarks>()(() => ({ from: undefined, verdicts: new Map() }));

export const useReachMark = (id: string): Verdict | undefined => useReachMarks(({ verdicts }) => verdicts.get(id));
