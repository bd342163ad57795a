import { fetched } from '../ui/fetched.ts';
import { Keys } from '../ui/Keys.tsx';
import { MenuChoice } from '../ui/MenuChoice.tsx';
import classes from './ActionItem.module.css';
import { type ActionId, useNow } from './action.ts';
import { actionOf } from './actions.ts';
import { ariaShortcuts } from './keys.ts';

const ActionSign = fetched(
  async () => (await import('./action-icons.tsx')).ActionSign,
  // Nothing moves when it comes.
  <span className={classes.sign} />,
);

/** An action as an item of a menu: what cannot be done now stays, with its reason. */
export function ActionItem({ id, brief }: { readonly id: ActionId; readonly brief?: boolean }) {
  const action = actionOf(id);
  const why = useNow(action.whyNot);
  const title = useNow(() => action.title?.() ?? action.name);
  const { keys, run } = action;
  const [key] = keys;
  return (
    <MenuChoice
      leftSection={<ActionSign id={id} />}
      rightSection={key === undefined ? null : <Keys keys={key} />}
      aria-keyshortcuts={ariaShortcuts(keys)}
      why={why}
      brief={brief}
      onClick={run}
    >
      {title}
    </MenuChoice>
  );
}
