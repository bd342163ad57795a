/** The backend of the Electron program: this machine's own, with native dialogs for files. */
import { app, type BrowserWindow } from 'electron';
import type { OpenedFile } from '../../shared/api.ts';
import { success } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import { localBackend } from '../backend/local.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';
import { nativeDialogs } from './dialogs.ts';

/** The lab file and options of the command line that started the program: `trunkline [FILE] [--key PATH] [--known-hosts PATH]`. */
export function startedWith(words: readonly string[]): {
  readonly file: string | undefined;
  readonly key: string | undefined;
  readonly knownHosts: string | undefined;
} {
  const value = (name: string): string | undefined => {
    const at = words.indexOf(name);
    return at < 0 ? undefined : words[at + 1];
  };
  const taken = new Set([value('--key'), value('--known-hosts')]);
  return {
    file: words.find((word) => /\.ya?ml$/i.test(word) && !word.startsWith('-') && !taken.has(word)),
    key: value('--key'),
    knownHosts: value('--known-hosts'),
  };
}

export async function windowBackend(
  window: () => BrowserWindow | null,
  words: readonly string[],
): Promise<LocalBackend> {
  const { file: path, key, knownHosts } = startedWith(words);
  const opened = path === undefined ? undefined : await readLabFile(path);
  const file: OpenedFile | null = opened?.ok ? opened.value : null;
  const dialogs = nativeDialogs(window);
  return localBackend({
    version: app.getVersion(),
    shell: 'electron',
    file,
    key,
    knownHosts,
    files: {
      async open(wanted) {
        const chosen = wanted ?? (await dialogs.open());
        return chosen === null ? success(null) : readLabFile(chosen);
      },
      async save({ path: wanted, suggestedName, text }) {
        const chosen = wanted ?? (await dialogs.save(suggestedName));
        return chosen === null ? success(null) : writeLabFile(chosen, text);
      },
    },
  });
}
