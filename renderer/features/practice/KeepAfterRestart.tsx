import { Switch } from '@mantine/core';
import { set, unset } from '../../../shared/lab/edit.ts';
import { fieldStep } from '../../../shared/lab/things/things-form.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { applied, notEditable } from '../../store/draw/gestures.ts';
import { reason } from '../../ui/off.ts';

const LABEL = 'Survives a restart';

/** Beside what a restart would take away: the lab's own switch that keeps it, on all of its hosts. */
export function KeepAfterRestart() {
  const persist = useDocument((state) => state.lab?.persist === true);
  const whyNot = useDocument(notEditable);
  return (
    <Switch
      size="xs"
      label="The lab survives a restart"
      checked={persist}
      disabled={whyNot !== undefined}
      {...reason(whyNot)}
      onChange={({ currentTarget: { checked } }) =>
        applied([checked ? set(['persist'], true) : unset(['persist'])], fieldStep(LABEL, [], String(checked)))
      }
    />
  );
}
