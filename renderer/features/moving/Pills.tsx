import type { PingChanges } from '../../derived/ping-changes.ts';
import { count } from '../../ui/words.ts';
import classes from './Pills.module.css';

/** `+4 pings −2 pings`. */
export function Pills({ changes }: { readonly changes: PingChanges | undefined }) {
  if (changes === undefined) return null;
  const { gained, lost } = changes;
  if (gained.size + lost.size === 0) return <span className={classes.none}>no ping changes</span>;
  return (
    <span className={classes.pills}>
      {gained.size > 0 ? <span data-fate="gained">+{count(gained.size, 'ping')}</span> : null}
      {lost.size > 0 ? <span data-fate="lost">−{count(lost.size, 'ping')}</span> : null}
    </span>
  );
}
