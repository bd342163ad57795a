import { useEffect } from 'react';
import { useUi } from '../store/ui.ts';
import { copyChosen, cutChosen, notPasted, pasteText } from './clipboard.ts';

/** A menu that asks for a copy is still open while it does. */
let asked = false;

/** Ctrl+C and Ctrl+X without their keys: the browser then asks for the text as it does for the keys. */
export function askBrowserTo(what: 'copy' | 'cut'): void {
  asked = true;
  document.execCommand(what);
  asked = false;
}

/** Ctrl+V without its key; where the browser does not give the clipboard to a menu, it says what does. */
export function askForClipboard(): void {
  const refused = (): void => notPasted('the browser gives the clipboard to the key alone: press Ctrl+V');
  const reading = navigator.clipboard?.readText?.();
  if (reading === undefined) refused();
  else void reading.then(pasteText, refused);
}

/**
 * The browser's own copy, cut and paste, wherever nothing is typed and no text is marked: fields and the YAML text keep theirs.
 * They work without asking for any permission.
 */
export function useClipboard(): void {
  useEffect(() => {
    const isOurs = (event: ClipboardEvent): boolean => {
      if (event.defaultPrevented || useUi.getState().presenting) return false;
      if (asked) return true;
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.closest('input, textarea, select, [contenteditable="true"], .xterm, .cm-editor')) return false;
      // One that is just closing has given the focus back already.
      return !document.activeElement?.closest('[role="dialog"], [role="menu"]');
    };
    const onCopy = (event: ClipboardEvent): void => {
      if (!isOurs(event) || (!asked && document.getSelection()?.isCollapsed === false)) return;
      const text = copyChosen();
      if (text === undefined) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') cutChosen();
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const other = (event.clipboardData?.files.length ?? 0) > 0;
      if (text === '' && other) notPasted('there is a picture or a file on the clipboard, and a part of a lab is text');
      else pasteText(text);
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}
