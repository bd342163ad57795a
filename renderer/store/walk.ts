/** Following the selected pair's packet step by step: where it is, and whether it goes on by itself. */
import { create } from 'zustand';
import { type Selection, useSelection } from './selection.ts';

export const SPEEDS = [0.5, 1, 2] as const;
export type Speed = (typeof SPEEDS)[number];

interface WalkState {
  /** The pair that is walked, as it was selected; undefined: nobody walks. */
  readonly pair: Selection | undefined;
  /** Index among all hops of the pair, request first. */
  readonly step: number;
  readonly playing: boolean;
  readonly speed: Speed;
}

export const useWalk = create<WalkState>()(() => ({ pair: undefined, step: 0, playing: false, speed: 1 }));

/** Begins at the first step; who wants no movement goes on by hand. */
export function walk(): void {
  const { selection } = useSelection.getState();
  if (selection?.kind !== 'pair') return;
  useWalk.setState({ pair: selection, step: 0, playing: !matchMedia('(prefers-reduced-motion: reduce)').matches });
}

export const stopWalking = (): void => useWalk.setState({ pair: undefined, playing: false });
export const setSpeed = (speed: Speed): void => useWalk.setState({ speed });

/** @param steps how many there are; at the last one playing ends */
export function goToStep(step: number, steps: number, playing = false): void {
  const last = Math.max(0, steps - 1);
  const next = Math.min(Math.max(0, step), last);
  useWalk.setState({ step: next, playing: playing && next < last });
}

/** Plays on, from the beginning when the end is reached. */
export const play = (steps: number): void =>
  useWalk.setState(({ step }) => ({ playing: true, step: step >= steps - 1 ? 0 : step }));
export const pause = (): void => useWalk.setState({ playing: false });
