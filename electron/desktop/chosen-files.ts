/**
 * Files of the Electron window. The window may name a path only if the person chose it, in a dialog or when the program was
 * started; for any other path the person is asked. So a window that was taken over cannot read or write what it likes.
 */
import { success } from '../../shared/problem.ts';
import type { Files } from '../backend/backend.ts';
import { followFile } from '../store/follow-file.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';

/** Ask the person for a path; null when the dialog was closed. */
export interface FileDialogs {
  open(): Promise<string | null>;
  save(suggestedName: string): Promise<string | null>;
}

/** @param first path of the file that the program was started with */
export function chosenFiles(dialogs: FileDialogs, first: string | undefined): Files {
  const chosen = new Set(first === undefined ? [] : [first]);
  return {
    async open(wanted) {
      const path = wanted !== undefined && chosen.has(wanted) ? wanted : await dialogs.open();
      if (path === null) return success(null);
      const opened = await readLabFile(path);
      if (opened.ok) chosen.add(opened.value.path);
      return opened;
    },
    async save({ path: wanted, suggestedName, text, version }) {
      const known = wanted !== undefined && chosen.has(wanted);
      const path = known ? wanted : await dialogs.save(suggestedName);
      if (path === null) return success(null);
      // In the dialog the person said what becomes of what is there.
      const saved = await writeLabFile(path, text, known ? version : undefined);
      if (saved.ok) chosen.add(saved.value.path);
      return saved;
    },
    follow: (path, told) => (chosen.has(path) ? followFile(path, told) : undefined),
  };
}
