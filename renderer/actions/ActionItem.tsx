import { Menu } from '@mantine/core';
import { Keys } from '../ui/Keys.tsx';
import classes from './ActionItem.module.css';
import { type ActionId, useNow } from './action.ts';
import { actionOf } from './actions.ts';
import { ariaShortcuts } from './keys.ts';

/** An action as an item of a menu: what cannot be done now stays, with its reason. */
export function ActionItem({ id }: { readonly id: ActionId }) {
  const action = actionOf(id);
  const why = useNow(action.whyNot);
  const title = useNow(() => action.title?.() ?? action.name);
  const { icon: Icon, keys } = action;
  const [key] = keys;
  const item = (
    <Menu.Item
      leftSection={Icon ? <Icon size={16} /> : <span className={classes.noIcon} />}
      rightSection={key === undefined ? null : <Keys keys={key} />}
      aria-keyshortcuts={ariaShortcuts(keys)}
      disabled={why !== undefined}
      aria-description={why}
      onClick={action.run}
    >
      {title}
    </Menu.Item>
  );
  return why === undefined ? (
    item
  ) : (
    // Nothing that describes itself may stand between a menu and its items, and an item that is off takes no pointer.
    <div title={why}>{item}</div>
  );
}
