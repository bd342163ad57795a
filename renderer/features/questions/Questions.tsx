import { lazy, Suspense } from 'react';
import { useRuns } from '../../store/run/run-store.ts';

const QuestionDialog = lazy(async () => ({ default: (await import('./QuestionDialog.tsx')).QuestionDialog }));

/** What a host asks on the way, one at a time and in order. */
export function Questions() {
  const question = useRuns(({ questions }) => questions[0]);
  return <Suspense>{question ? <QuestionDialog key={question.id} question={question} /> : null}</Suspense>;
}
