/** What the reader and the rules say about the open lab, and which of its expectations are not met. */
import type { Problem } from '../../shared/problem.ts';
import { expectationProblems } from '../../shared/rules/expectations.ts';
import { allProblems } from '../../shared/rules/validate.ts';
import { useDocument } from '../store/document/document-store.ts';
import { memo, useDerived } from './derive.ts';
import { type Forecast, forecast } from './forecast.ts';

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
  for (const { subject, severity, also = [] } of found)
    for (const id of [subject, ...also.map((place) => place.subject)])
      if (!bySubject.has(id)) bySubject.set(id, severity);
  return { found, bySubject };
}

const problemsFor = memo((document: Parameters<typeof allProblems>[0], predicted: Forecast | undefined): Problems => {
  const found = allProblems(document);
  return collect([...found, ...(predicted ? expectationProblems(document, found, predicted) : [])]);
});

export const problems = (): Problems => {
  const { document } = useDocument.getState();
  // Prediction takes longer than rules, and nobody waits for it where nothing is expected.
  return problemsFor(document, (document.lab?.expect.length ?? 0) > 0 ? forecast() : undefined);
};

export const useProblems = (): readonly Problem[] => useDerived(problems).found;

export const useProblemMark = (id: string): Problem['severity'] | undefined =>
  useDerived(() => problems().bySubject.get(id));
