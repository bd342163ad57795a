/** The screens of the open terminals; each is made when it is first shown, and stays while other panels are looked at. */
import { begin, resize, typeKeys, useTerminals } from '../../store/terminals/terminals-store.ts';
import type { XtermScreen } from './screen.ts';

const made = new Map<number, Promise<XtermScreen>>();

/** Colours of the window around it. */
export function colours(): { background: string; foreground: string; cursor: string; selectionBackground: string } {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: value('--panel'),
    foreground: value('--text'),
    cursor: value('--accent'),
    selectionBackground: value('--accent-soft'),
  };
}

export function screenOf(key: number, label: string): Promise<XtermScreen> {
  const known = made.get(key);
  if (known) return known;
  // xterm is only loaded by those who open a terminal.
  const screen = import('./screen.ts').then(({ makeScreen }) =>
    makeScreen({
      label,
      theme: colours(),
      onKeys: (keys) => typeKeys(key, keys),
      onSize: (columns, rows) => resize(key, columns, rows),
      onLeave: () => document.getElementById(closeButtonId(key))?.focus(),
    }),
  );
  made.set(key, screen);
  return screen;
}

export const closeButtonId = (key: number): string => `close-terminal-${key}`;

/** Tells when the window takes other colours: by hand, or with the system. Returns how to stop. */
function onColours(listener: () => void): () => void {
  const watching = new MutationObserver(listener);
  watching.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
  return () => watching.disconnect();
}

/** Shows a terminal's screen in its place; the first time, the host is asked for it. Returns how to take it away again. */
export function show(key: number, label: string, place: HTMLElement): () => void {
  let gone = false;
  const watching = new ResizeObserver(() => void made.get(key)?.then((screen) => gone || screen.fit()));
  const paint = (): void => void made.get(key)?.then((screen) => screen.paint(colours()));
  const unwatch = onColours(paint);
  void screenOf(key, label).then((screen) => {
    if (gone) return;
    place.append(screen.element);
    screen.fit();
    screen.paint(colours());
    watching.observe(place);
    if (useTerminals.getState().focused === key) screen.focus();
    void begin(key, screen, screen.size.columns, screen.size.rows);
  });
  return () => {
    gone = true;
    watching.disconnect();
    unwatch();
    void made.get(key)?.then((screen) => screen.element.remove());
  };
}

/** Of a terminal that was closed. */
export function forget(key: number): void {
  void made.get(key)?.then((screen) => screen.dispose());
  made.delete(key);
}
