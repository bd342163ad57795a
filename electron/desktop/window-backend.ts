/** The backend of the Electron program: this machine's own, with native dialogs for files. */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import type { LocalBackend } from '../backend/backend.ts';
import { localBackend } from '../backend/local.ts';
import { systemClock } from '../clock.ts';
import { readLabFile } from '../store/lab-files.ts';
import { type RecentFiles, recentFiles } from '../store/recent-files.ts';
import { chosenFiles } from './chosen-files.ts';
import { nativeDialogs } from './dialogs.ts';
import { startedWith } from './started-with.ts';

export async function windowBackend(
  window: () => BrowserWindow | null,
  words: readonly string[],
  assets: string,
): Promise<LocalBackend> {
  const { file: path, key, knownHosts } = startedWith(words);
  const opened = path === undefined ? undefined : await readLabFile(path);
  const file = opened?.ok ? opened.value : null;
  const recent = recentFiles(join(app.getPath('userData'), 'recent.json'), systemClock.wall);
  // The program goes on without the file: it can be opened in the window.
  for (const { message, hint } of opened && !opened.ok ? opened.problems : []) {
    void dialog.showMessageBox({ type: 'error', message, detail: hint });
  }
  return localBackend({
    version: app.getVersion(),
    assets,
    shell: 'electron',
    file,
    key,
    knownHosts,
    keepsHistory: true,
    files: chosenFiles(nativeDialogs(window), file?.path, withSystem(recent)),
  });
}

/** The system's own list too, where it has one: the menu of the dock or task bar. */
const withSystem = (recent: RecentFiles): RecentFiles => ({
  ...recent,
  add(path) {
    app.addRecentDocument(path);
    return recent.add(path);
  },
});
