import { Button } from '@mantine/core';
import { IconFolderOpen, IconPencil } from '@tabler/icons-react';
import { startingLabs } from '../../store/document/starting-labs.ts';
import { open, openFile, openNew } from '../../store/flow/commands.ts';
import { VlanColours } from '../../ui/VlanColours.tsx';
import { LabPicture } from './LabPicture.tsx';
import { Recent } from './Recent.tsx';
import { useDrawnLabs } from './use-drawn-labs.ts';
import classes from './Welcome.module.css';

/** The first minute: labs to start from, drawn, and a file to open. */
export function Welcome() {
  const { labs, vlans } = useDrawnLabs();
  return (
    <div className={classes.welcome}>
      <Recent known={vlans} />
      <div className={classes.head}>
        <div>
          <h2>Start from a lab</h2>
          <p>
            A lab is a drawing of hosts, VLANs, Docker networks and containers. Change it, see which pings will work,
            deploy it to your machines, and take it away again without a trace.
          </p>
        </div>
        <div className={classes.ways}>
          <Button variant="filled" leftSection={<IconPencil size={16} />} onClick={openNew}>
            Draw a lab
          </Button>
          <Button leftSection={<IconFolderOpen size={16} />} onClick={() => void openFile()}>
            Open a lab…
          </Button>
        </div>
      </div>
      <VlanColours vlans={vlans} />
      <ul className={classes.templates}>
        {startingLabs.map(({ id, title, description, text }, index) => (
          <li key={id}>
            <button type="button" className={classes.template} onClick={() => open({ text })}>
              <LabPicture lab={labs[index]} named />
              <strong>{title}</strong>
              <span>{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
