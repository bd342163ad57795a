import { create } from 'zustand';
import type { Edit } from '../../../shared/lab/edit.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import type { Problem } from '../../../shared/problem.ts';
import { useDocument } from '../document/document-store.ts';

export interface FoundProblem {
  readonly problem: Problem;
  /** One click that mends it, where there is one. */
  readonly fix: { readonly label: string; readonly edits: readonly Edit[] } | undefined;
}

interface ProblemState {
  /** Errors first. */
  readonly found: readonly FoundProblem[];
  /** The loudest severity by the thing that it is about. */
  readonly bySubject: ReadonlyMap<string, Problem['severity']>;
}

/** What the reader and the rules say about the open lab, found once per change of its text. */
export const useProblemStore = create<ProblemState>()(() => ({ found: [], bySubject: new Map() }));

useDocument.subscribe((state, before) => {
  if (state.problems === before.problems && state.lab === before.lab) return;
  useProblemStore.setState(collect(state.problems, state.lab));
});

export function collect(read: readonly Problem[], lab: Lab | undefined): ProblemState {
  const found = [...read.map((problem): FoundProblem => ({ problem, fix: undefined })), ...(lab ? rules(lab) : [])];
  const rank = ({ problem }: FoundProblem): number => (problem.severity === 'error' ? 0 : 1);
  found.sort((a, b) => rank(a) - rank(b));
  const bySubject = new Map<string, Problem['severity']>();
  for (const { problem } of found)
    if (!bySubject.has(problem.subject)) bySubject.set(problem.subject, problem.severity);
  return { found, bySubject };
}

export const useProblems = (): readonly FoundProblem[] => useProblemStore(({ found }) => found);

export const useProblemMark = (id: string): Problem['severity'] | undefined =>
  useProblemStore(({ bySubject }) => bySubject.get(id));

const rules = (_lab: Lab): readonly FoundProblem[] => [];
