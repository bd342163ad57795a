/** What is typed right after Ctrl+K: its field may still be on its way, over the network or on a slow machine, and no key is lost. */
import { setQuery, showSheet, useSheets } from '../store/sheets.ts';

const WAIT: ReadonlySet<string> = new Set(['Enter', 'ArrowDown', 'ArrowUp']);

/** Takes a key that is meant for the field which is not there yet. */
export function typeAhead(event: KeyboardEvent): void {
  const { sheet, query, ahead } = useSheets.getState();
  if (sheet !== 'commands' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key } = event;
  if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
  if (key === 'Escape') showSheet(undefined);
  else if (key === 'Backspace') setQuery(query.slice(0, -1));
  else if (WAIT.has(key)) useSheets.setState({ ahead: [...ahead, key] });
  else if ([...key].length === 1) setQuery(query + key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
