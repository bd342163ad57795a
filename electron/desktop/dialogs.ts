/** Native dialogs for opening and saving a lab file. The answer is a path, or null when the person closed the dialog. */
import { type BrowserWindow, dialog } from 'electron';
import type { FileDialogs } from './chosen-files.ts';

const filters = [
  { name: 'Lab files', extensions: ['yaml', 'yml'] },
  { name: 'All files', extensions: ['*'] },
];

/** @param window over which the dialogs appear */
export function nativeDialogs(window: () => BrowserWindow | null): FileDialogs {
  return {
    async open() {
      const options = { title: 'Open lab', filters, properties: ['openFile' as const] };
      const parent = window();
      const chosen = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return chosen.filePaths[0] ?? null;
    },
    async save(suggestedName) {
      const options = { title: 'Save lab', filters, defaultPath: suggestedName };
      const parent = window();
      const chosen = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      return chosen.filePath || null;
    },
  };
}
