import type { Problem } from '../../shared/problem.ts';
import classes from './ProblemText.module.css';
import { Spoiler } from './Spoiler.tsx';
import { WithCode } from './WithCode.tsx';
import { withoutLine } from './words.ts';

interface Props {
  readonly problem: Problem;
  /** Its line stands beside it. */
  readonly placed?: boolean;
}

/** What happened, what to do, and one click below the command with its output. */
export function ProblemText({ problem, placed = false }: Props) {
  const { detail } = problem;
  return (
    <div className={classes.problem}>
      <p className={classes.message}>
        <WithCode text={placed ? withoutLine(problem.message) : problem.message} />
      </p>
      {problem.hint ? (
        <p className={classes.hint}>
          <WithCode text={problem.hint} />
        </p>
      ) : null}
      {detail?.command || detail?.output ? (
        <Spoiler label="Command and output">
          <pre className={classes.detail}>
            {detail.command ? <code className={classes.command}>{detail.command}</code> : null}
            {detail.output ? <code>{detail.output}</code> : null}
          </pre>
        </Spoiler>
      ) : null}
    </div>
  );
}
