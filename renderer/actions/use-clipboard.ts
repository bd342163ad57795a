import { useEffect } from 'react';
import { useUi } from '../store/ui.ts';
import { actionOf } from './actions.ts';
import { isAsked } from './ask-clipboard.ts';
import { tellWhyNot } from './attempt.ts';
import { copyChosen, cutChosen, notPasted, pasteText } from './clipboard.ts';

/**
 * The browser's own copy, cut and paste, wherever nothing is typed and no text is marked: fields and the YAML text keep theirs.
 * They work without asking for any permission.
 */
export function useClipboard(): void {
  useEffect(() => {
    const isOurs = (event: ClipboardEvent): boolean => {
      if (event.defaultPrevented || useUi.getState().presenting) return false;
      if (isAsked()) return true;
      const target = event.target instanceof Element ? event.target : undefined;
      if (target?.closest('input, textarea, select, [contenteditable="true"], .xterm, .cm-editor')) return false;
      // One that is just closing has given the focus back already.
      return !document.activeElement?.closest('[role="dialog"], [role="menu"]');
    };
    const onCopy = (event: ClipboardEvent): void => {
      if (!isOurs(event) || (!isAsked() && document.getSelection()?.isCollapsed === false)) return;
      const text = copyChosen();
      if (text === undefined) {
        tellWhyNot(actionOf(event.type === 'cut' ? 'cut' : 'copy'));
        return;
      }
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
