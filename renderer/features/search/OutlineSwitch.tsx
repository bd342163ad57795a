import { ActionIcon, Tooltip } from '@mantine/core';
import { IconListTree } from '@tabler/icons-react';
import { actionOf } from '../../actions/actions.ts';
import { ariaShortcuts } from '../../actions/keys.ts';
import { usePanes } from '../../store/panes.ts';
import { Keys } from '../../ui/Keys.tsx';

/** Beside the search: the drawing as a tree. */
export function OutlineSwitch() {
  const open = usePanes(({ outline }) => outline);
  const { keys, run } = actionOf('outline');
  const label = open ? 'Hide the outline' : 'Show the outline';
  return (
    <Tooltip
      label={
        <>
          {label} <Keys keys={keys[0] ?? ''} />
        </>
      }
      position="top-start"
    >
      <ActionIcon
        aria-label={label}
        aria-keyshortcuts={ariaShortcuts(keys)}
        variant="default"
        size={30}
        data-active={open || undefined}
        onClick={run}
      >
        <IconListTree size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
