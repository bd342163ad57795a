import classes from './ReachPanel.module.css';

/** The three voices, by shape and word. */
export function Legend() {
  return (
    <ul className={classes.legend} aria-label="Legend">
      <li>
        <span className={classes.sample} data-voice="expected" /> expected
      </li>
      <li>
        <span className={classes.sample} data-voice="predicted" /> predicted
      </li>
      <li>
        <span className={classes.sample} data-voice="measured" /> measured
      </li>
    </ul>
  );
}
