import { useEffect, useState } from 'react';
import { useSelection } from '../store/selection.ts';
import { fetched } from '../ui/fetched.ts';

const PairItems = fetched(async () => (await import('./PairItems.tsx')).PairItems);

/** What can be done with the pair under the pointer, or with the one that has the focus: right click, Shift with F10. */
export function PairMenu() {
  const [at, setAt] = useState<{ readonly x: number; readonly y: number } | undefined>(undefined);
  const name = useSelection(({ selection }) =>
    selection?.kind === 'pair' ? `${selection.from} → ${selection.to.id}` : undefined,
  );
  useEffect(() => {
    const onMenu = (event: MouseEvent): void => {
      const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-pair]') : null;
      if (cell === null) return;
      event.preventDefault();
      if (cell.getAttribute('aria-pressed') === 'false') cell.click();
      // From the keyboard it has no place of its own.
      const { left, bottom } = cell.getBoundingClientRect();
      const placed = event.clientX > 0 || event.clientY > 0;
      setAt(placed ? { x: event.clientX, y: event.clientY } : { x: left + 8, y: bottom });
    };
    document.addEventListener('contextmenu', onMenu);
    return () => document.removeEventListener('contextmenu', onMenu);
  }, []);
  if (at === undefined || name === undefined) return null;
  return <PairItems x={at.x} y={at.y} name={name} onClose={() => setAt(undefined)} />;
}
