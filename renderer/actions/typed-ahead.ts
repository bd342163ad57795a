/**
 * What is typed right after a sheet or a terminal was asked for: it may still be on its way, over the network or on a slow machine,
 * and no key is lost or means what it means on the drawing.
 */
import { type Sheet, showSheet, useSheets } from '../store/sheets.ts';
import { awaitNoTerminal, typeKeys, useTerminals } from '../store/terminals/terminals-store.ts';

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

/** What a terminal is sent for a key that is no letter. */
const SENT: ReadonlyMap<string, string> = new Map([
  ['Enter', '\r'],
  ['Backspace', '\x7f'],
  ['Tab', '\t'],
]);

/** Takes a key that is meant for the field or the terminal which is not there yet. */
export function typeAhead(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { sheet, ahead } = useSheets.getState();
  if (sheet === undefined) {
    typeForTerminal(event);
    return;
  }
  if (isInDialog(event.target)) return;
  const { key } = event;
  if (key === 'Escape') showSheet(undefined);
  else if (TYPED_INTO.has(sheet) && (MEANT.has(key) || [...key].length === 1))
    useSheets.setState({ ahead: [...ahead, key] });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function typeForTerminal(event: KeyboardEvent): void {
  const { awaited } = useTerminals.getState();
  if (awaited === undefined) return;
  if (event.key === 'Escape') awaitNoTerminal();
  const keys = SENT.get(event.key) ?? ([...event.key].length === 1 ? event.key : undefined);
  if (keys === undefined) return;
  typeKeys(awaited, keys);
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
