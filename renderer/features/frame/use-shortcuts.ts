import { useHotkeys } from '@mantine/hooks';
import { isOpen, redo, undo, useDocument } from '../../store/document/document-store.ts';
import { openFile, saveFile } from '../../store/flow/commands.ts';
import { leaveThen } from '../../store/flow/leaving.ts';
import { present } from '../../store/ui.ts';

export function useShortcuts(): void {
  useHotkeys(
    [
      ['mod+S', () => void saveFile()],
      ['mod+shift+S', () => void saveFile('new-place')],
      ['mod+O', () => leaveThen(() => void openFile())],
    ],
    [],
  );
  useHotkeys([['P', () => isOpen(useDocument.getState()) && present(true)]]);
  // In a field the browser's own undo is meant.
  useHotkeys([
    ['mod+Z', undo],
    ['mod+shift+Z', redo],
    ['mod+Y', redo],
  ]);
}
