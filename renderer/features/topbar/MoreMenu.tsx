import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Target } from '../../../shared/api.ts';
import { ActionItem } from '../../actions/ActionItem.tsx';
import { useConnection } from '../../store/connection/connection-store.ts';
import { chooseTarget } from '../../store/flow/target.ts';
import { MenuChoice } from '../../ui/MenuChoice.tsx';
import classes from './TopBar.module.css';
import { useWhyNotThere } from './use-why-not-there.ts';

/** In a narrow window: what else would stand in the header. */
export function MoreMenu() {
  const [whyNotPractice, whyNotReal] = [useWhyNotThere('practice'), useWhyNotThere('real')];
  const target = useConnection((state) => state.target);
  // As wide as the icons of the others; who hears the menu is told by the reason why it cannot be chosen.
  const markOf = (place: Target) => (
    <span className={classes.mark} aria-hidden="true">
      {place === target ? '✓' : ''}
    </span>
  );
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
          <MenuChoice leftSection={markOf('practice')} why={whyNotPractice} onClick={() => chooseTarget('practice')}>
            Practice
          </MenuChoice>
          <MenuChoice leftSection={markOf('real')} why={whyNotReal} onClick={() => chooseTarget('real')}>
            Real hosts
          </MenuChoice>
          <Menu.Divider />
          <ActionItem id="present" />
          <ActionItem id="keys" />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
