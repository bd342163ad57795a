import { IconFolderOpen } from '@tabler/icons-react';
import type { Lab } from '../../../shared/lab/lab.ts';
import { actionOf } from '../../actions/actions.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { startingLabs } from '../../store/document/starting-labs.ts';
import { open } from '../../store/flow/commands.ts';
import { leaveThen } from '../../store/flow/leaving.ts';
import { Keys } from '../../ui/Keys.tsx';
import { VlanColours } from '../../ui/VlanColours.tsx';
import { LabPicture } from '../welcome/LabPicture.tsx';
import { useDrawnLabs } from '../welcome/use-drawn-labs.ts';
import { DefaultFields } from './DefaultFields.tsx';
import classes from './EmptyLab.module.css';
import inspector from './Inspector.module.css';
import { NameField } from './NameField.tsx';
import { Head } from './parts.tsx';

/** Nothing is drawn yet: the lab's name, and labs to start from instead. */
export function EmptyLab({ lab }: { readonly lab: Lab }) {
  const path = useDocument((state) => state.path);
  const opening = actionOf('open');
  const { labs, vlans } = useDrawnLabs();
  return (
    <>
      <Head name={lab.name} what={`an empty lab, ${path ?? 'not saved to a file yet'}`} mark="" />
      <NameField id="" name={lab.name} />
      <DefaultFields />
      <section className={inspector.section}>
        <h3>Start from a lab instead</h3>
        <VlanColours vlans={vlans} />
        <ul className={classes.labs}>
          {startingLabs.map(({ id, title, description, text }, index) => (
            <li key={id}>
              <button type="button" title={description} onClick={() => leaveThen(() => open({ text }))}>
                <span className={classes.picture}>
                  <LabPicture lab={labs[index]} />
                </span>
                <strong>{title}</strong>
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className={classes.open} onClick={opening.run}>
          <IconFolderOpen size={16} />
          Open a file <Keys keys={opening.keys[0] ?? ''} />
        </button>
        <p className={classes.drop}>or drop a lab file on the window</p>
      </section>
    </>
  );
}
