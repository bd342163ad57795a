import { useEffect } from 'react';
import { useSheets } from '../store/sheets.ts';
import { awaitNoTerminal } from '../store/terminals/terminals-store.ts';
import { useUi } from '../store/ui.ts';
import type { ActionId } from './action.ts';
import { ACTIONS } from './actions.ts';
import { attempt } from './attempt.ts';
import { isPlain, matches } from './keys.ts';
import { typeAhead, typeOn } from './typed-ahead.ts';

const BY_BROWSER: ReadonlySet<ActionId> = new Set<ActionId>(['copy', 'cut', 'paste']);

/** The keys of all actions, wherever the focus is; without a modifier only where nothing is typed and nothing lies on top. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || useUi.getState().presenting) return;
      const target = event.target instanceof Element ? event.target : undefined;
      const typing = target?.closest('input, textarea, select, [contenteditable="true"], .xterm, .cm-editor') !== null;
      // A sheet may still be on its way: what is typed meanwhile is meant for it.
      const onTop =
        document.querySelector('[role="dialog"], [role="menu"]') !== null || useSheets.getState().sheet !== undefined;
      for (const action of ACTIONS) {
        // Of these the browser tells by events of its own, with the clipboard in them.
        if (BY_BROWSER.has(action.id)) continue;
        const key = action.keys.find((keys) => matches(keys, event));
        if (key === undefined) continue;
        // In a field the browser's own undo is meant, and letters are text.
        if ((typing || onTop) && (isPlain(key) || action.group === 'Edit')) continue;
        if (onTop && action.group !== 'File') continue;
        event.preventDefault();
        // What is typed into a field or a terminal is meant for that: there nothing is told, nor again while a key is held.
        if (action.whyNot() === undefined || !(typing || event.repeat)) attempt(action);
        return;
      }
    };
    document.addEventListener('keydown', typeAhead, { capture: true });
    document.addEventListener('focusin', typeOn);
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', awaitNoTerminal, { capture: true });
    return () => {
      document.removeEventListener('keydown', typeAhead, { capture: true });
      document.removeEventListener('focusin', typeOn);
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', awaitNoTerminal, { capture: true });
    };
  }, []);
}
