import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { ACTION_WORDS } from '../../shared/actions.ts';
import { menuTemplate } from './menu-template.ts';

const itemsOf = (menus: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] =>
  menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

it('has everything that a person can do, under its name', () => {
  const items = itemsOf(menuTemplate('linux', () => undefined));
  for (const { id, name } of ACTION_WORDS) {
    const item = items.find((one) => one.id === id || one.role === id);
    expect(item, id).toBeDefined();
    if (item?.role === undefined) expect(item?.label).toBe(name);
  }
});

it('does it in the window, and leaves the keys to the window', () => {
  const done: string[] = [];
  const save: unknown = itemsOf(menuTemplate('linux', (id) => done.push(id))).find(({ id }) => id === 'save');
  expect(save).toMatchObject({ accelerator: 'CmdOrCtrl+S', registerAccelerator: false });
  (save as { readonly click: () => void }).click();
  expect(done).toEqual(['save']);
});

it('gives a Mac no letter that would be taken from what is typed', () => {
  const items = itemsOf(menuTemplate('darwin', () => undefined));
  expect(items.flatMap(({ accelerator }) => accelerator ?? []).filter((key) => !key.startsWith('CmdOrCtrl+'))).toEqual(
    [],
  );
});
