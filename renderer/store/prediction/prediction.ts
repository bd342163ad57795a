/** What is predicted for every pair of the open lab, before anything is deployed. */
import { useMemo } from 'react';
import type { PingResult } from '../../../shared/api.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { useDocument } from '../document/document-store.ts';

/** Where the packet was and what was decided there. */
export interface Hop {
  /** The thing on the drawing. */
  readonly id: string;
  readonly text: string;
}

export interface Prediction {
  readonly from: string;
  readonly to: string;
  readonly address: string;
  readonly predicted: PingResult['predicted'];
  readonly reason: PingResult['reason'];
  readonly request: readonly Hop[];
  readonly reply: readonly Hop[];
}

export function predict(_lab: Lab): readonly Prediction[] {
  return [];
}

const NONE: readonly Prediction[] = [];

export function usePredictions(): readonly Prediction[] {
  const lab = useDocument((state) => state.lab);
  return useMemo(() => (lab ? predict(lab) : NONE), [lab]);
}
