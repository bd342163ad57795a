/** What the reader and the rules say about the open lab, and which of its expectations are not met. */
import type { LabDocument } from '../../shared/lab/edit.ts';
import type { Problem } from '../../shared/problem.ts';
import { expectationProblems } from '../../shared/rules/expectations.ts';
import { allProblems } from '../../shared/rules/validate.ts';
import { useDocument } from '../store/document/document-store.ts';
import { memo, useDerived } from './derive.ts';
import { type Forecast, forecast, isLarge } from './forecast.ts';
import { useTold } from './told.ts';

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

/** However busy the window is, in milliseconds. */
const LATEST = 500;

let told: { readonly of: LabDocument; readonly problems: Problems } | undefined;
let coming = false;

/**
 * What is shown of them. The rules look at everything in a lab: of a large one that was edited they are asked when the drawing
 * has been drawn anew, and until then their answer is that of before.
 */
export function problemsToShow(): Problems {
  const { document } = useDocument.getState();
  const { lab } = document;
  const waits =
    told !== undefined && told.of !== document && lab !== undefined && told.of.lab?.name === lab.name && isLarge(lab);
  if (!(waits && told) || typeof requestAnimationFrame === 'undefined') {
    told = { of: document, problems: problems() };
    return told.problems;
  }
  if (!coming) {
    coming = true;
    requestAnimationFrame(() => requestIdleCallback(tell, { timeout: LATEST }));
  }
  return told.problems;
}

function tell(): void {
  coming = false;
  told = { of: useDocument.getState().document, problems: problems() };
  useTold.setState(({ times }) => ({ times: times + 1 }));
}

export const useProblems = (): readonly Problem[] => useDerived(problemsToShow).found;

export const useProblemMark = (id: string): Problem['severity'] | undefined =>
  useDerived(() => problemsToShow().bySubject.get(id));
