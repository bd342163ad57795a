import classes from './TabCount.module.css';

/** A small number beside a tab's label; nothing when there is nothing. */
export function TabCount({ count, bad = false }: { readonly count: number; readonly bad?: boolean }) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-bad={bad}>
      {count}
    </span>
  );
}
