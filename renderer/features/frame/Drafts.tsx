import { Alert, Button } from '@mantine/core';
import { IconFileTime } from '@tabler/icons-react';
import { discard, restore, useDrafts, withdraw } from '../../store/document/drafts.ts';
import { leaveThen } from '../../store/flow/leaving.ts';
import { targetOfOpened } from '../../store/flow/target.ts';
import { useSelection } from '../../store/selection.ts';
import { useUi } from '../../store/ui.ts';
import { moment } from '../../ui/words.ts';
import classes from './Notices.module.css';

/** More at once would hide the lab. */
const SHOWN = 3;

/** Labs that were not saved when their window ended. */
export function Drafts() {
  const offered = useDrafts((state) => state.offered);
  const presenting = useUi((state) => state.presenting);
  // From the back row nothing is asked.
  if (presenting) return null;
  return offered.slice(0, SHOWN).map((draft) => (
    <Alert
      key={draft.id}
      color="blue"
      icon={<IconFileTime size={18} color="var(--dim)" />}
      title={`Unsaved changes of ${draft.name}`}
      withCloseButton
      closeButtonLabel="Ask again next time"
      onClose={() => withdraw(draft.id)}
      className={classes.notice as string}
    >
      <p>
        {draft.path ? `${draft.path}, last` : 'Last'} changed {moment(draft.keptAt)}.
      </p>
      <div className={classes.buttons}>
        <Button
          size="compact-sm"
          variant="filled"
          onClick={() =>
            leaveThen(() => {
              restore(draft);
              targetOfOpened();
              useSelection.getState().select(undefined);
            })
          }
        >
          Restore
        </Button>
        <Button size="compact-sm" onClick={() => discard(draft.id)}>
          Discard
        </Button>
      </div>
    </Alert>
  ));
}
