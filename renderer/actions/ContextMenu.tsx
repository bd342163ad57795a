import { Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import { selectedIds, selectedThing, useSelection } from '../store/selection.ts';
import { ActionItem } from './ActionItem.tsx';
import type { ActionId } from './action.ts';
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

interface Opened {
  readonly x: number;
  readonly y: number;
  readonly onThing: boolean;
}

/** What can be done with the thing under the pointer, or with the one that has the focus: right click, Shift with F10. */
export function ContextMenu() {
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  const name = useSelection((state) => {
    const { size } = selectedIds(state);
    return size > 1 ? `${size} things` : (selectedThing(state) ?? '').replace(/^note /, '');
  });
  useEffect(() => {
    const onMenu = (event: MouseEvent): void => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (!target?.closest('section[aria-label="Drawing"]') || target.closest('input')) return;
      event.preventDefault();
      const thing = target.closest<HTMLElement>('[data-thing]');
      if (thing && thing.getAttribute('aria-pressed') !== 'true') thing.click();
      // From the keyboard it has no place of its own.
      const box = thing?.getBoundingClientRect();
      const placed = event.clientX > 0 || event.clientY > 0;
      setOpened({
        x: placed ? event.clientX : (box?.left ?? 0) + 16,
        y: placed ? event.clientY : (box?.bottom ?? 0),
        onThing: thing !== null,
      });
    };
    document.addEventListener('contextmenu', onMenu);
    return () => document.removeEventListener('contextmenu', onMenu);
  }, []);
  if (!opened) return null;
  return (
    <Menu opened onClose={() => setOpened(undefined)} position="bottom-start" width={260} shadow="md" returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: opened.x, top: opened.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {opened.onThing ? (
          <>
            <Menu.Label>{name}</Menu.Label>
            {ON_THING.map((id) => (
              <ActionItem key={id} id={id} />
            ))}
            <MoveItems />
            <Menu.Divider />
          </>
        ) : null}
        {DRAW.map((id) => (
          <ActionItem key={id} id={id} />
        ))}
        {opened.onThing ? null : (
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
