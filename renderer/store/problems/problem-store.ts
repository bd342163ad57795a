import { create } from 'zustand';
import type { Problem } from '../../../shared/problem.ts';
import { allProblems } from '../../../shared/rules/validate.ts';
import { useDocument } from '../document/document-store.ts';

interface ProblemState {
  /** Errors first. */
  readonly found: readonly Problem[];
  /** The loudest severity by the thing that it is about. */
  readonly bySubject: ReadonlyMap<string, Problem['severity']>;
}

/** What the reader and the rules say about the open lab, found once per change of its text. */
export const useProblemStore = create<ProblemState>()(() => ({ found: [], bySubject: new Map() }));

useDocument.subscribe((state, before) => {
  if (state.document !== before.document) useProblemStore.setState(collect(allProblems(state.document)));
});

export function collect(problems: readonly Problem[]): ProblemState {
  const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1);
  const found = [...problems].sort((a, b) => rank(a) - rank(b));
  const bySubject = new Map<string, Problem['severity']>();
  for (const { subject, severity } of found) if (!bySubject.has(subject)) bySubject.set(subject, severity);
  return { found, bySubject };
}

export const useProblems = (): readonly Problem[] => useProblemStore(({ found }) => found);

export const useProblemMark = (id: string): Problem['severity'] | undefined =>
  useProblemStore(({ bySubject }) => bySubject.get(id));
