import { Button, Modal } from '@mantine/core';
import { useDerived } from '../../derived/derive.ts';
import { marks } from '../../derived/live.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { saveFile } from '../../store/flow/commands.ts';
import { stay, useLeaving } from '../../store/flow/leaving.ts';
import { isStanding } from '../../store/run/marks.ts';
import classes from './TopBar.module.css';

/** Asks before unsaved changes are left behind. */
export function LeaveDialog() {
  const go = useLeaving(({ go: next }) => next);
  const name = useDocument(({ lab }) => lab?.name ?? 'This lab');
  const standing = useDerived(() => [...marks().values()].some(isStanding));
  const leave = (): void => {
    stay();
    go?.();
  };
  return (
    <Modal opened={go !== undefined} onClose={stay} title={<strong>Save the changes to {name}?</strong>}>
      <p>If you don't save them, they are lost.</p>
      {standing ? <p>What was deployed stays on its hosts until it is destroyed.</p> : null}
      <div className={classes.buttons}>
        <Button onClick={leave}>Don't save</Button>
        <Button onClick={stay}>Cancel</Button>
        <Button variant="filled" data-autofocus onClick={() => void saveFile().then((saved) => saved && leave())}>
          Save
        </Button>
      </div>
    </Modal>
  );
}
