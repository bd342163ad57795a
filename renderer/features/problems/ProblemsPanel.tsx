import { Button } from '@mantine/core';
import type { Problem } from '../../../shared/problem.ts';
import { PairCure } from '../../actions/PairCure.tsx';
import { fixOf } from '../../derived/fixes.ts';
import { useProblems } from '../../derived/problems.ts';
import { applied } from '../../store/draw/gestures.ts';
import { selectThing } from '../../store/selection.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Later } from '../../ui/Later.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import classes from './ProblemsPanel.module.css';

/** For so many pings at once what would bring them back is looked for: what mends the first often mends more, and then it is the next ones' turn. */
const CURED = 5;

export function ProblemsPanel() {
  const problems = useProblems();
  if (problems.length === 0) {
    return (
      <Empty title="No problems">
        <p>What the lab file or the rules of the network find wrong is listed here, with what to do about it.</p>
      </Empty>
    );
  }
  const cured = new Set(problems.filter(({ ping }) => ping !== undefined).slice(0, CURED));
  return (
    <ul className={classes.list} aria-label="Problems">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may be found twice
        <li key={index} className={classes.row}>
          <StateMark state={problem.severity === 'error' ? 'failing' : 'differs'} word={problem.severity} />
          <ProblemText problem={problem} placed={problem.at !== undefined} />
          <span className={classes.where}>
            {problem.at ? `line ${problem.at.line}` : ''}
            {problem.subject ? (
              <Button variant="subtle" size="compact-xs" onClick={() => selectThing(problem.subject)}>
                {problem.subject}
              </Button>
            ) : null}
            <Mend problem={problem} />
          </span>
          {problem.ping && cured.has(problem) ? (
            <span className={classes.cure}>
              <Later>
                <PairCure from={problem.ping.from} to={problem.ping.to} />
              </Later>
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** One click that mends it, where there is one; undo takes it back. */
function Mend({ problem }: { readonly problem: Problem }) {
  const fix = fixOf(problem);
  if (fix === undefined) return null;
  return (
    <Button size="compact-xs" onClick={() => applied(fix.edits, fix.title.toLowerCase())}>
      {fix.title}
    </Button>
  );
}
