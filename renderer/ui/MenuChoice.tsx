import { Menu, type MenuItemProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './MenuChoice.module.css';
import { off } from './off.ts';

interface Props extends Omit<MenuItemProps, 'children'> {
  readonly children: ReactNode;
  /** Why it cannot be chosen now; undefined: it can. */
  readonly why: string | undefined;
  /** It has no room to stand below its name: it is said once for all beside it. */
  readonly brief?: boolean | undefined;
  readonly onClick: () => void;
}

/** An item of a menu. What cannot be chosen now stays where it is and can be reached, with its reason below its name. */
export function MenuChoice({ children, why, brief = false, onClick, ...props }: Props) {
  return (
    // Mantine would take it out of the way of the arrow keys, and no pointer would meet it.
    <Menu.Item
      {...props}
      className={classes.item as string}
      closeMenuOnClick={why === undefined}
      onClick={onClick}
      {...off(why)}
      data-disabled={false}
    >
      {children}
      {why === undefined || brief ? null : (
        <span className={classes.why} aria-hidden="true">
          {why}
        </span>
      )}
    </Menu.Item>
  );
}
