import { Menu } from '@mantine/core';
import { ActionItem } from './ActionItem.tsx';
import type { ActionId } from './action.ts';

const FIRST: readonly ActionId[] = ['why', 'walk', 'ping'];
const EXPECT: readonly ActionId[] = ['expect-reachable', 'expect-unreachable', 'expect-predicted'];

/** The menu of a pair of the matrix. */
export function PairItems({
  x,
  y,
  name,
  onClose,
}: {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly onClose: () => void;
}) {
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={280} shadow="md" returnFocus>
      <Menu.Target>
        <span aria-hidden="true" style={{ position: 'fixed', left: x, top: y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        {FIRST.map((id) => (
          <ActionItem key={id} id={id} />
        ))}
        <Menu.Divider />
        {EXPECT.map((id) => (
          <ActionItem key={id} id={id} />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
