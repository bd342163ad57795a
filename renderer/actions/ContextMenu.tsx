import { useEffect, useState } from 'react';
import { fetched } from '../ui/fetched.ts';

const ContextItems = fetched(async () => (await import('./ContextItems.tsx')).ContextItems);

interface Opened {
  readonly x: number;
  readonly y: number;
  readonly onThing: boolean;
  /** What had the focus: it has it again afterwards. */
  readonly from: Element | null;
}

/** What can be done with the thing under the pointer, or with the one that has the focus: right click, Shift with F10. */
export function ContextMenu() {
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  useEffect(() => {
    const onMenu = (event: MouseEvent): void => {
      const target = event.target instanceof Element ? event.target : undefined;
      if (!target?.closest('section[aria-label="Drawing"], [role="tree"]') || target.closest('input')) return;
      event.preventDefault();
      // Between the things of a host, the host itself is meant.
      const thing =
        target.closest<HTMLElement>('[data-thing]') ??
        target.closest('[role="group"][data-host]')?.querySelector<HTMLElement>('[data-thing]') ??
        null;
      const chosen = thing?.getAttribute('aria-pressed') ?? thing?.getAttribute('aria-selected');
      if (thing && chosen !== 'true') thing.click();
      // From the keyboard it has no place of its own.
      const box = thing?.getBoundingClientRect();
      const placed = event.clientX > 0 || event.clientY > 0;
      setOpened({
        x: placed ? event.clientX : (box?.left ?? 0) + 16,
        y: placed ? event.clientY : (box?.bottom ?? 0),
        onThing: thing !== null,
        from: document.activeElement,
      });
    };
    document.addEventListener('contextmenu', onMenu);
    return () => document.removeEventListener('contextmenu', onMenu);
  }, []);
  if (!opened) return null;
  const { x, y, onThing, from } = opened;
  return (
    <ContextItems
      x={x}
      y={y}
      onThing={onThing}
      onClose={() => {
        setOpened(undefined);
        focusAgain(from);
      }}
    />
  );
}

/** Unless what was done has given it to something else by then: to a question, or to a name that is typed. */
function focusAgain(element: Element | null): void {
  requestAnimationFrame(() => {
    const free = document.activeElement === document.body || document.activeElement?.closest('[role="menu"]') !== null;
    if (free && element instanceof HTMLElement && element.isConnected) element.focus({ preventScroll: true });
  });
}
