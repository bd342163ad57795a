/** What the reader and the rules say about the open lab. */
import type { Problem } from '../../shared/problem.ts';
import { allProblems } from '../../shared/rules/validate.ts';
import { useDocument } from '../store/document/document-store.ts';
import { memo, useDerived } from './derive.ts';

export interface Problems {
  /** Errors first. */
  readonly found: readonly Problem[];
  /** The loudest severity by the thing that it is about. */
  readonly bySubject: ReadonlyMap<string, Problem['severity']>;
}

export function collect(problems: readonly Problem[]): Problems {
  const rank = ({ severity }: Problem): number => (severity === 'error' ? 0 : 1);
  const found = [...problems].sort((a, b) => rank(a) - rank(b));
  const bySubject = new Map<string, Problem['severity']>();
  for (const { subject, severity } of found) if (!bySubject.has(subject)) bySubject.set(subject, severity);
  return { found, bySubject };
}

const problemsFor = memo((document: Parameters<typeof allProblems>[0]): Problems => collect(allProblems(document)));

export const problems = (): Problems => problemsFor(useDocument.getState().document);

export const useProblems = (): readonly Problem[] => useDerived(problems).found;

export const useProblemMark = (id: string): Problem['severity'] | undefined =>
  useDerived(() => problems().bySubject.get(id));
