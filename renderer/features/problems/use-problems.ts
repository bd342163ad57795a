import { useMemo } from 'react';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { Problem } from '../../../shared/problem.ts';
import { useDocument } from '../../store/document/document-store.ts';

export interface FoundProblem {
  readonly problem: Problem;
  /** One click that mends it, where there is one. */
  readonly fix: { readonly label: string; readonly apply: (text: string) => string } | undefined;
}

/** What the reader and the rules say about the open lab; errors first. */
export function useProblems(): readonly FoundProblem[] {
  const read = useDocument((state) => state.problems);
  const lab = useDocument((state) => state.lab);
  return useMemo(() => {
    const found = [...read.map((problem): FoundProblem => ({ problem, fix: undefined })), ...(lab ? rules(lab) : [])];
    const rank = ({ problem }: FoundProblem): number => (problem.severity === 'error' ? 0 : 1);
    return found.sort((a, b) => rank(a) - rank(b));
  }, [read, lab]);
}

const rules = (_lab: Lab): readonly FoundProblem[] => [];
