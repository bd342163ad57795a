/** The system's menu, made from the one list of what a person can do; what every platform expects of a window stands beside it. */
import type { MenuItemConstructorOptions } from 'electron';
import { ACTION_GROUPS, ACTION_WORDS, type ActionGroup, type ActionWords } from '../../shared/actions.ts';

/** The clipboard is the browser's own: the window hears of it as of the keys. */
const ROLES: Readonly<Record<string, MenuItemConstructorOptions['role']>> = {
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
};

/** `Mod+Shift+S` as Electron writes it. */
const acceleratorOf = (keys: string): string => keys.replace('Mod', 'CmdOrCtrl');

/**
 * @param platform as Node names it
 * @param act does it in the window, which knows whether it can be done now
 */
export function menuTemplate(platform: string, act: (id: string) => void): readonly MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = ({ id, name, keys: [key] }: ActionWords): MenuItemConstructorOptions => {
    const role = ROLES[id];
    if (role !== undefined) return { role };
    // A Mac gives a menu's key to the menu, whatever is typed into: a letter alone would be lost there.
    const shown = key !== undefined && (!mac || key.startsWith('Mod+'));
    return {
      id,
      label: name,
      click: () => act(id),
      // Keys are the window's own: it knows where something is typed.
      ...(shown && { accelerator: acceleratorOf(key), registerAccelerator: false }),
    };
  };
  const menus = ACTION_GROUPS.map((group): MenuItemConstructorOptions => {
    const ours = ACTION_WORDS.filter((words) => words.group === group).map(item);
    const theirs = expected(group, mac);
    return {
      label: `&${group}`,
      submenu: [...ours, ...(theirs.length > 0 ? [{ type: 'separator' as const }, ...theirs] : [])],
    };
  });
  return [...(mac ? [{ role: 'appMenu' as const }] : []), ...menus, { role: 'windowMenu' }];
}

/** Zoom is there for the projector. */
function expected(group: ActionGroup, mac: boolean): readonly MenuItemConstructorOptions[] {
  if (group === 'File') return mac ? [{ role: 'close' }] : [{ role: 'close' }, { role: 'quit' }];
  if (group === 'View')
    return [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ];
  const known: ReadonlySet<string> = new Set(ACTION_WORDS.map(({ id }) => id));
  if (group !== 'Edit' || known.has('paste')) return [];
  return [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }];
}
