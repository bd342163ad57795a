/** The walk of the selected pair: its steps, and the one that the packet is at. */
import type { Hop } from '../../shared/reach/verdict.ts';
import { useSelection } from '../store/selection.ts';
import { useWalk } from '../store/walk.ts';
import { useDerived } from './derive.ts';
import { wayOfSelection } from './lit-route.ts';

export interface Walking {
  readonly steps: readonly Hop[];
  /** Index among `steps`. */
  readonly step: number;
}

const NONE: readonly Hop[] = [];
/** Request first. */
const stepsOfSelection = (): readonly Hop[] => wayOfSelection()?.hops ?? NONE;

/** Undefined: nobody walks, or another pair was selected since. */
export function useWalking(): Walking | undefined {
  const steps = useDerived(stepsOfSelection);
  const selection = useSelection((state) => state.selection);
  const pair = useWalk((state) => state.pair);
  const step = useWalk((state) => state.step);
  return pair !== undefined && pair === selection && steps.length > 0
    ? { steps, step: Math.min(step, steps.length - 1) }
    : undefined;
}
