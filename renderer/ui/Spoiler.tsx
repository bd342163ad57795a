import type { ReactNode } from 'react';
import classes from './Spoiler.module.css';

/** Something one click below. */
export function Spoiler({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <details className={classes.spoiler}>
      <summary>{label}</summary>
      {children}
    </details>
  );
}
