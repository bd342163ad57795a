/**
 * What a person can do, in words: the one list from which header, menus, command palette, key sheet and Electron's menu are made.
 * How each is done, and when, stands in the window.
 */
export interface ActionWords {
  readonly id: string;
  readonly name: string;
  /** `Mod+S`: Mod is Ctrl, and Cmd on a Mac. The first is shown; all work. */
  readonly keys: readonly string[];
  readonly group: ActionGroup;
}

export const ACTION_GROUPS = ['File', 'Edit', 'Draw', 'Arrange', 'Lab', 'View'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

const words = <Id extends string>(
  group: ActionGroup,
  id: Id,
  name: string,
  ...keys: readonly string[]
): ActionWords & { readonly id: Id } => ({ id, name, keys, group });

export const ACTION_WORDS = [
  words('File', 'new-lab', 'New lab', 'Mod+Alt+N'),
  words('File', 'open', 'Open…', 'Mod+O'),
  words('File', 'save', 'Save', 'Mod+S'),
  words('File', 'save-as', 'Save as…', 'Mod+Shift+S'),
  words('File', 'export', 'Export…', 'Mod+Shift+E'),
  words('Edit', 'undo', 'Undo', 'Mod+Z'),
  words('Edit', 'redo', 'Redo', 'Mod+Shift+Z', 'Mod+Y'),
  words('Edit', 'rename', 'Rename', 'F2'),
  words('Edit', 'connect', 'Connect…', 'L'),
  words('Edit', 'move-to', 'Move to…', 'M'),
  words('Edit', 'connect-many', 'Connect many…', 'Shift+L'),
  words('Edit', 'renumber', 'Renumber…', 'Shift+M'),
  words('Edit', 'copy', 'Copy', 'Mod+C'),
  words('Edit', 'cut', 'Cut', 'Mod+X'),
  words('Edit', 'paste', 'Paste', 'Mod+V'),
  words('Edit', 'duplicate', 'Duplicate', 'Mod+D'),
  words('Edit', 'delete', 'Delete', 'Delete', 'Backspace'),
  words('Edit', 'select-all', 'Select all', 'Mod+A'),
  words('Edit', 'select-alike', 'Select all of this kind', 'Mod+Shift+A'),
  words('Draw', 'add-segment', 'Segment', 'S'),
  words('Draw', 'add-host', 'Host', 'H'),
  words('Draw', 'add-router', 'Router', 'R'),
  words('Draw', 'add-vlan', 'VLAN', 'V'),
  words('Draw', 'add-network', 'Network', 'N'),
  words('Draw', 'add-container', 'Container', 'C'),
  words('Draw', 'add-note', 'Note', 'T'),
  words('Draw', 'add-bond', 'Bond'),
  words('Draw', 'add-bridge', 'Bridge'),
  words('Draw', 'add-dummy', 'Dummy interface'),
  words('Draw', 'add-shim', 'Host shim'),
  words('Arrange', 'align-left', 'Align left edges', 'Alt+A'),
  words('Arrange', 'align-right', 'Align right edges', 'Alt+D'),
  words('Arrange', 'align-top', 'Align top edges', 'Alt+W'),
  words('Arrange', 'align-bottom', 'Align bottom edges', 'Alt+S'),
  words('Arrange', 'align-across', 'Align middles on one column', 'Alt+H'),
  words('Arrange', 'align-down', 'Align middles on one row', 'Alt+V'),
  words('Arrange', 'distribute-across', 'Distribute across', 'Alt+Shift+H'),
  words('Arrange', 'distribute-down', 'Distribute down', 'Alt+Shift+V'),
  words('Arrange', 'tidy', 'Tidy up', 'Alt+T'),
  words('Lab', 'plan', 'Plan'),
  words('Lab', 'deploy', 'Deploy'),
  words('Lab', 'verify', 'Verify'),
  words('Lab', 'destroy', 'Destroy'),
  words('Lab', 'why', 'Explain this ping'),
  words('Lab', 'walk', 'Walk the packet', 'W'),
  words('Lab', 'ping', 'Ping it from a terminal'),
  words('Lab', 'expect-reachable', 'Expect it to reach', 'E'),
  words('Lab', 'expect-unreachable', 'Expect it not to reach', 'Shift+E'),
  words('Lab', 'expect-predicted', 'Expect what is predicted'),
  words('Lab', 'terminal', 'Open a terminal', 'Mod+Enter'),
  words('Lab', 'reboot', 'Reboot'),
  words('Lab', 'reset', 'Set this host up again'),
  words('View', 'commands', 'Find anything', 'Mod+K'),
  words('View', 'outline', 'Outline', 'O'),
  words('View', 'next-region', 'Next part of the window', 'F6'),
  words('View', 'previous-region', 'Previous part of the window', 'Shift+F6'),
  words('View', 'present', 'Present', 'P'),
  words('View', 'keys', 'Keys', '?'),
] as const satisfies readonly ActionWords[];
