import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { ActionItem } from '../../actions/ActionItem.tsx';
import { runningActivity, useRun } from '../../derived/shown-run.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { chooseTarget } from '../../store/flow/target.ts';
import classes from './TopBar.module.css';

/** In a narrow window: what else would stand in the header. */
export function MoreMenu() {
  const target = useConnection((state) => state.target);
  const practice = useConnection(({ hello }) => hello?.practice === true);
  const running = useRun((state) => runningActivity(state) !== undefined);
  return (
    <span className={classes.narrow}>
      <Menu position="bottom-end" shadow="md" width={240}>
        <Menu.Target>
          <ActionIcon aria-label="More">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem id="plan" />
          <ActionItem id="verify" />
          <ActionItem id="destroy" />
          <Menu.Divider />
          <Menu.Label>Where the lab runs</Menu.Label>
          <Menu.Item disabled={!practice || running || target === 'practice'} onClick={() => chooseTarget('practice')}>
            Practice{target === 'practice' ? ' (now)' : ''}
          </Menu.Item>
          <Menu.Item disabled={running || target === 'real'} onClick={() => chooseTarget('real')}>
            Real hosts{target === 'real' ? ' (now)' : ''}
          </Menu.Item>
          <Menu.Divider />
          <ActionItem id="present" />
          <ActionItem id="keys" />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
