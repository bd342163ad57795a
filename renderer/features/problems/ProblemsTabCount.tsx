import { useProblems } from '../../derived/problems.ts';
import { TabCount } from '../../ui/TabCount.tsx';

export function ProblemsTabCount() {
  const problems = useProblems();
  return <TabCount count={problems.length} bad={problems.some(({ severity }) => severity === 'error')} />;
}
