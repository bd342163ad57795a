import { Menu } from '@mantine/core';
import { chosenVlan, selectedIds, selectedThing, useSelection } from '../store/selection.ts';
import { ActionItem } from './ActionItem.tsx';
import { type ActionId, useNow } from './action.ts';
import { actionOf } from './actions.ts';
import classes from './ContextItems.module.css';
import { MoveItems } from './MoveItems.tsx';

const ON_THING: readonly ActionId[] = [
  'terminal',
  'rename',
  'connect',
  'move-to',
  'copy',
  'cut',
  'duplicate',
  'delete',
  'select-alike',
];
const DRAW: readonly ActionId[] = ['add-host', 'add-router', 'add-vlan', 'add-network', 'add-container', 'add-note'];
/** On a host or on its interfaces. */
const JOINED: readonly ActionId[] = ['add-bond', 'add-bridge', 'add-dummy', 'add-shim'];
const ANYWHERE: readonly ActionId[] = [
  'paste',
  'select-all',
  'tidy',
  'connect-many',
  'renumber',
  'undo',
  'redo',
  'commands',
  'keys',
];

/** Of a VLAN on its segment only what it can: nothing else is ever done with one. */
function OnThing() {
  const vlan = useSelection((state) => chosenVlan(selectedThing(state) ?? '') !== undefined);
  const can = useNow(() => ON_THING.filter((id) => actionOf(id).whyNot() === undefined).join(' '));
  const shown = vlan ? ON_THING.filter((id) => can.split(' ').includes(id)) : ON_THING;
  return shown.map((id) => <ActionItem key={id} id={id} />);
}

/** The menu of a place in the window; of what is chosen, if it was opened on a thing. */
export function ContextItems({
  x,
  y,
  onThing,
  onClose,
}: {
  readonly x: number;
  readonly y: number;
  readonly onThing: boolean;
  readonly onClose: () => void;
}) {
  const name = useSelection((state) => {
    const { size } = selectedIds(state);
    const one = selectedThing(state) ?? '';
    const vlan = chosenVlan(one);
    if (vlan !== undefined) return vlan === 'untagged' ? vlan : `VLAN ${vlan}`;
    return size > 1 ? `${size} things` : one.replace(/^note /, '');
  });
  const joins = useNow(() => actionOf('add-bond').whyNot() === undefined);
  const whyNone = useNow(() => actionOf('add-host').whyNot());
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      width={312}
      // Beside the pointer as far as the window has room, and never beyond its edge.
      middlewares={{ flip: false, shift: { crossAxis: true, padding: 8 } }}
      shadow="md"
    >
      <Menu.Target>
        <span aria-hidden="true" style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown mah="calc(100dvh - 16px)" style={{ overflowY: 'auto' }}>
        {onThing ? (
          <>
            <Menu.Label>{name}</Menu.Label>
            <OnThing />
            <MoveItems />
            <Menu.Divider />
          </>
        ) : null}
        <Menu.Label>{whyNone === undefined ? 'Add' : `Add: ${whyNone}`}</Menu.Label>
        {/* Side by side: below each other they made the menu as high as the window of a projector. */}
        <div className={classes.tools}>
          {[...DRAW, ...(joins ? JOINED : [])].map((id) => (
            <ActionItem key={id} id={id} brief />
          ))}
        </div>
        {onThing ? null : (
          <>
            <Menu.Divider />
            {ANYWHERE.map((id) => (
              <ActionItem key={id} id={id} />
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
