/**
 * What is typed right after a sheet was asked for: its field may still be on its way, over the network or on a slow machine, and
 * no key is lost.
 */
import { type Sheet, showSheet, useSheets } from '../store/sheets.ts';

/** Those that have a field, which takes the focus when it comes. */
const TYPED_INTO: ReadonlySet<Sheet | undefined> = new Set<Sheet | undefined>([
  'commands',
  'connect',
  'move-to',
  'connect-many',
  'renumber',
]);

/** Keys that a field does something with, besides letters. */
const MEANT: ReadonlySet<string> = new Set(['Enter', 'ArrowDown', 'ArrowUp', 'Backspace']);

/** Takes a key that is meant for the field which is not there yet. */
export function typeAhead(event: KeyboardEvent): void {
  const { sheet, ahead } = useSheets.getState();
  if (sheet === undefined || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isInDialog(event.target)) return;
  const { key } = event;
  if (key === 'Escape') showSheet(undefined);
  else if (TYPED_INTO.has(sheet) && (MEANT.has(key) || [...key].length === 1))
    useSheets.setState({ ahead: [...ahead, key] });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Does in the field, as soon as it has the focus, what was typed before it was there. */
export async function typeOn({ target }: FocusEvent): Promise<void> {
  const { ahead } = useSheets.getState();
  if (ahead.length === 0 || !(target instanceof HTMLInputElement) || !isInDialog(target)) return;
  useSheets.setState({ ahead: [] });
  for (const key of ahead) {
    // What the key before has changed is drawn first: the next one may be meant for that. No other key comes in between.
    await undefined;
    press(target, key);
  }
}

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;

/** As a person would: what listens to the key has it first, and what it leaves is done to the text, or answers the form. */
function press(field: HTMLInputElement, key: string): void {
  const pressed = new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true });
  if (!field.dispatchEvent(pressed)) return;
  const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  if (key === 'Enter') field.form?.requestSubmit();
  else if (key === 'Backspace') put(field, '', from === to ? Math.max(0, from - 1) : from, to);
  else if (!MEANT.has(key)) put(field, key, from, to);
}

function put(field: HTMLInputElement, text: string, from: number, to: number): void {
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
