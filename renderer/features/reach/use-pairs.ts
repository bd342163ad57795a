import { useMemo } from 'react';
import { mergePairs, type Pair } from '../../store/prediction/pairs.ts';
import { usePredictions } from '../../store/prediction/prediction.ts';
import { useRun } from '../../store/run/run-store.ts';
import { type Matrix, matrixOf } from './matrix.ts';

export function usePairs(): readonly Pair[] {
  const predictions = usePredictions();
  const pings = useRun((state) => state.pings);
  return useMemo(() => mergePairs(predictions, pings), [predictions, pings]);
}

export function useMatrix(): Matrix {
  const pairs = usePairs();
  return useMemo(() => matrixOf(pairs), [pairs]);
}
