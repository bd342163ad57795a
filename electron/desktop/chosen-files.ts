/**
 * Files of the Electron window. The window may name a path only if the person chose it, in a dialog or when the program was
 * started, now or earlier; for any other path the person is asked. So a window that was taken over cannot read or write what it
 * likes.
 */
import type { RecentFile } from '../../shared/api.ts';
import { success } from '../../shared/problem.ts';
import type { Files } from '../backend/backend.ts';
import { followFile } from '../store/follow-file.ts';
import { readLabFile, writeLabFile } from '../store/lab-files.ts';
import type { RecentFiles, RecentPlace } from '../store/recent-files.ts';

/** Ask the person for a path; null when the dialog was closed. */
export interface FileDialogs {
  open(): Promise<string | null>;
  save(suggestedName: string): Promise<string | null>;
}

/** In characters: of a larger one no picture is made. */
const LARGEST_PICTURE = 200_000;
/** So long may a disk take, such as one beyond a network that is gone, before the file is not offered, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * @param first path of the file that the program was started with
 * @param recent where what a person chose is kept for the next program
 */
export function chosenFiles(dialogs: FileDialogs, first: string | undefined, recent: RecentFiles): Files {
  const chosen = new Set<string>();
  /** Chosen in an earlier program: they may be opened, and written once they are. */
  const offered = new Set<string>();
  const remember = (path: string): void => {
    chosen.add(path);
    void recent.add(path);
  };
  if (first !== undefined) remember(first);
  return {
    async open(wanted) {
      const known = wanted !== undefined && (chosen.has(wanted) || offered.has(wanted));
      const path = known ? wanted : await dialogs.open();
      if (path === null) return success(null);
      const opened = await readLabFile(path);
      if (opened.ok) remember(opened.value.path);
      return opened;
    },
    async recent() {
      const found = await Promise.all((await recent.list()).map(withText));
      const there = found.filter((file) => file !== undefined);
      for (const { path } of there) offered.add(path);
      return there;
    },
    async save({ path: wanted, suggestedName, text, version }) {
      const known = wanted !== undefined && chosen.has(wanted);
      const path = known ? wanted : await dialogs.save(suggestedName);
      if (path === null) return success(null);
      // In the dialog the person said what becomes of what is there.
      const saved = await writeLabFile(path, text, known ? version : undefined);
      if (saved.ok) remember(saved.value.path);
      return saved;
    },
    follow: (path, told) => (chosen.has(path) ? followFile(path, told) : undefined),
  };
}

/** Undefined: it is gone, or is none any more. */
async function withText({ path, at }: RecentPlace): Promise<RecentFile | undefined> {
  const read = await readLabFile(path, AbortSignal.timeout(PATIENCE_MS));
  if (!read.ok) return undefined;
  const { text } = read.value;
  return { path, at, text: text.length > LARGEST_PICTURE ? '' : text };
}
