import type { ReactNode } from 'react';
import classes from './Empty.module.css';

/** What an empty panel teaches: what it will show, and how to get there. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      <div className={classes.words}>{children}</div>
    </div>
  );
}
