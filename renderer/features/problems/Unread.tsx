import { Button } from '@mantine/core';
import { useDocument } from '../../store/document/document-store.ts';
import { showTab } from '../../store/flow/flow-store.ts';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemText } from '../../ui/ProblemText.tsx';
import classes from './Unread.module.css';

/** Nothing was ever drawn of a file that could not be read when it was opened: that is said where the drawing would be. */
export function Unread() {
  const lab = useDocument((state) => state.lab);
  const problems = useDocument((state) => state.problems);
  const [first] = problems;
  if (lab !== undefined || first === undefined) return null;
  return (
    <div className={classes.unread}>
      <Empty title="Nothing is drawn: the file cannot be read">
        <ProblemText problem={first} />
        <div className={classes.ways}>
          <Button variant="filled" onClick={() => showTab('yaml')}>
            Show the text
          </Button>
          {problems.length > 1 ? (
            <Button onClick={() => showTab('problems')}>Show all {problems.length} problems</Button>
          ) : null}
        </div>
      </Empty>
    </div>
  );
}
