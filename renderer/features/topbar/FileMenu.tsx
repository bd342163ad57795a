import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { ActionItem } from '../../actions/ActionItem.tsx';
import { ACTIONS } from '../../actions/actions.ts';
import classes from './TopBar.module.css';

/** Everything that is done with files. */
export function FileMenu() {
  return (
    <Menu position="bottom-start" width={260} shadow="md">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          className={classes.file as string}
          rightSection={<IconChevronDown size={14} />}
        >
          File
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ACTIONS.filter(({ group }) => group === 'File').map(({ id }) => (
          <ActionItem key={id} id={id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
