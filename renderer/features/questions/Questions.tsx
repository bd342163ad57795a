import { useRuns } from '../../store/run/run-store.ts';
import { fetched } from '../../ui/fetched.ts';

const QuestionDialog = fetched(async () => (await import('./QuestionDialog.tsx')).QuestionDialog);

/** What a host asks on the way, one at a time and in order. */
export function Questions() {
  const question = useRuns(({ questions }) => questions[0]);
  return question ? <QuestionDialog key={question.id} question={question} /> : null;
}
