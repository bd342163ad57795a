import type { Problem } from '../../shared/problem.ts';
import classes from './ProblemText.module.css';
import { Spoiler } from './Spoiler.tsx';

/** What happened, what to do, and one click below the command with its output. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const { detail } = problem;
  return (
    <div className={classes.problem}>
      <p className={classes.message}>{problem.message}</p>
      {problem.hint ? <p className={classes.hint}>{problem.hint}</p> : null}
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
