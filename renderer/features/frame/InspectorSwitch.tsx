import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRightCollapse, IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import { showInspector, usePanes } from '../../store/panes.ts';
import classes from './InspectorSwitch.module.css';

/** On the drawing's edge, where the inspector is or was. */
export function InspectorSwitch() {
  const open = usePanes(({ inspector }) => inspector);
  const label = open ? 'Fold the inspector' : 'Unfold the inspector';
  return (
    <Tooltip label={label} position="left">
      <ActionIcon
        aria-label={label}
        variant="default"
        className={classes.switch as string}
        onClick={() => showInspector(!open)}
      >
        {open ? <IconLayoutSidebarRightCollapse size={16} /> : <IconLayoutSidebarRightExpand size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
