import { Button, Modal } from '@mantine/core';
import { useRef } from 'react';
import { listed } from '../../../shared/shown.ts';
import { useDerived } from '../../derived/derive.ts';
import { markOf } from '../../derived/live.ts';
import { answerDeletion, useDeleting } from '../../store/draw/deleting.ts';
import type { MarkState } from '../../store/run/marks.ts';
import { count } from '../../ui/words.ts';
import classes from './DeleteDialog.module.css';

const NOBODY: readonly string[] = [];

/** Of the hosts among these, those that have something of the lab, as one text: it is asked with every change. */
const standing = (ids: readonly string[]): string =>
  ids.filter((id) => !/[/:]/.test(id) && STANDS.has(markOf(id))).join(' ');

const STANDS: ReadonlySet<MarkState> = new Set<MarkState>(['present', 'differs', 'failing', 'leaving']);

/** More are counted. */
const NAMED = 60;

/** Before anything is deleted on which something depends: what goes with it, and one question. */
export function DeleteDialog() {
  const now = useDeleting((state) => state.asked);
  // While it fades it still says what it asked.
  const last = useRef(now);
  if (now) last.current = now;
  const asked = now ?? last.current;
  const what = asked === undefined ? '' : asked.ids.length === 1 ? asked.ids[0] : count(asked.ids.length, 'thing');
  const stands = useDerived(() => standing(asked?.ids ?? NOBODY))
    .split(' ')
    .filter((host) => host !== '');
  const verb = asked?.verb === 'cut' ? 'Cut' : 'Delete';
  return (
    <Modal
      opened={now !== undefined}
      onClose={() => answerDeletion(false)}
      title={
        <strong>
          {verb} {what}?
        </strong>
      }
    >
      {asked ? (
        <>
          <p className={classes.intro}>
            {asked.also.length === 1 ? 'This goes' : `These ${asked.also.length} go`} with it. One undo brings all of it
            back.
          </p>
          <ul className={classes.list} aria-label="Goes with it">
            {asked.also.slice(0, NAMED).map((word) => (
              <li key={word}>{word}</li>
            ))}
            {asked.also.length > NAMED ? <li>and {asked.also.length - NAMED} more</li> : null}
          </ul>
          {stands.length > 0 ? (
            <p className={classes.intro} role="note">
              What this lab has put on {listed(stands)} stays there: no deploy looks at a host that is not drawn. To
              take it off, keep {stands.length === 1 ? 'the host' : 'the hosts'} and destroy the lab first.
            </p>
          ) : null}
          <div className={classes.buttons}>
            <Button onClick={() => answerDeletion(false)}>Cancel</Button>
            <Button data-autofocus variant="filled" color="red.9" onClick={() => answerDeletion(true)}>
              {verb}
            </Button>
          </div>
        </>
      ) : null}
    </Modal>
  );
}
