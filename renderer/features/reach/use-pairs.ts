import { useMemo } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { mergePairs, type Pair } from '../../store/prediction/pairs.ts';
import { usePredictions } from '../../store/prediction/prediction.ts';
import { useRun } from '../../store/run/run-store.ts';
import type { Ping } from '../../store/run/state.ts';
import { type Matrix, matrixOf } from './matrix.ts';

const NONE: ReadonlyMap<string, Ping> = new Map();

/** The pairs of the open lab with all that is known of them. */
export function usePairs(): readonly Pair[] {
  const predictions = usePredictions();
  const lab = useDocument((state) => state.lab);
  const pings = useRun(({ verify, pings: all }) => (verify?.lab === lab?.name ? all : NONE));
  return useMemo(() => mergePairs(predictions, pings, lab?.expect ?? []), [predictions, pings, lab]);
}

export function useMatrix(): Matrix {
  const pairs = usePairs();
  return useMemo(() => matrixOf(pairs), [pairs]);
}
