/** Ctrl+C, Ctrl+X and Ctrl+V without their keys: the browser is asked for the same as by the keys. */
import { notPasted, pasteText } from './clipboard.ts';

/** A menu that asks for a copy is still open while it does. */
let asked = false;

export const isAsked = (): boolean => asked;

/** The browser then asks for the text as it does for the keys. */
export function askBrowserTo(what: 'copy' | 'cut'): void {
  asked = true;
  document.execCommand(what);
  asked = false;
}

/** Where the browser does not give the clipboard to a menu, it says what does. */
export function askForClipboard(): void {
  const refused = (): void => notPasted('the browser gives the clipboard to the key alone: press Ctrl+V');
  const reading = navigator.clipboard?.readText?.();
  if (reading === undefined) refused();
  else void reading.then(pasteText, refused);
}
