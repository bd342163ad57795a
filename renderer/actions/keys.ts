/** Keys as `Mod+Shift+S`: how they are matched, shown, and told to screen readers. */

const MAC = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function matches(keys: string, event: Pressed): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const mod = MAC ? event.metaKey : event.ctrlKey;
  if (wants('Mod') !== mod || (!mod && (event.ctrlKey || event.metaKey)) || wants('Alt') !== event.altKey) return false;
  // A character like `?` needs Shift on some keyboards and none on others.
  const named = key.length > 1 || /[a-z0-9]/i.test(key);
  if (named && wants('Shift') !== event.shiftKey) return false;
  return event.key.toLowerCase() === key.toLowerCase();
}

/** Without a modifier, a key is meant for the window only where nothing else is typed into. */
export const isPlain = (keys: string): boolean => !keys.includes('Mod+') && !/^F\d+$/.test(keys);

const SHOWN: Readonly<Record<string, string>> = MAC
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Delete: '⌦' }
  : { Mod: 'Ctrl' };

/** One cap for each key. */
export const caps = (keys: string): readonly string[] => keys.split('+').map((part) => SHOWN[part] ?? part);

export const ariaShortcuts = (keys: readonly string[]): string | undefined =>
  keys.length === 0 ? undefined : keys.map((item) => item.replace('Mod', MAC ? 'Meta' : 'Control')).join(' ');
