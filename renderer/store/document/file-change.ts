/** The open file, when somebody else has written it: what nobody has edited here follows it, and for the rest a person decides. */
import { create } from 'zustand';
import type { BackendEvent, OpenedFile } from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { useConnection } from '../connection/connection-store.ts';
import { notifyWhile } from '../flow/notice.ts';
import { isDirty, markSaved, replaceText, useDocument } from './document-store.ts';

interface FileChangeState {
  /** The file as somebody else has left it, and nobody here has said what becomes of it. */
  readonly theirs: OpenedFile | undefined;
}

export const useFileChange = create<FileChangeState>()(() => ({ theirs: undefined }));

export function receiveFileChanges(events: readonly BackendEvent[]): void {
  for (const event of events) if (event.type === 'file-changed') noticeFile(event.file);
}

/** The file as it is now. */
export function noticeFile(file: OpenedFile): void {
  const { path, version, text } = useDocument.getState();
  if (file.path !== path || version === undefined || file.version === version) return;
  if (file.text === text) markSaved({ ...file, path }, text);
  else if (isDirty(useDocument.getState())) useFileChange.setState({ theirs: file });
  else {
    takeTheirs(file);
    notifyWhile(() => useDocument.getState().text === file.text && useDocument.getState().path === path, {
      ...problem({
        code: 'file-followed',
        message: `${path} was changed by another program; the window shows it as it is now.`,
        hint: 'Undo brings back what was here before.',
      }),
      severity: 'warning',
    });
  }
}

const decided = (): void => useFileChange.setState({ theirs: undefined });
export const decideLater = decided;

const onDisk = ({ text, version }: OpenedFile) => ({ saved: text, version });

export function takeTheirs(file: OpenedFile): void {
  replaceText(file.text, 'take the file as it is', onDisk(file));
  decided();
}

/** What is here is what will be saved, over theirs. */
export function keepMine(file: OpenedFile): void {
  useDocument.setState(onDisk(file));
  decided();
}

export function keepBoth(file: OpenedFile, merged: string): void {
  replaceText(merged, 'keep both changes', onDisk(file));
  decided();
}

/** Asks the program to look after the open file. Returns how to stop. */
export function followOpenFile(): () => void {
  let followed: string | undefined;
  const follow = (): void => {
    const { path, version } = useDocument.getState();
    const { backend, status } = useConnection.getState();
    // After a lost connection it is asked for anew.
    if (status !== 'ready') followed = undefined;
    const wanted = version === undefined ? undefined : path;
    if (!backend || status !== 'ready' || wanted === followed) return;
    followed = wanted;
    if (useFileChange.getState().theirs?.path !== path) decided();
    void backend.followFile(wanted === undefined ? {} : { path: wanted }).catch(() => undefined);
  };
  const stops = [useDocument.subscribe(follow), useConnection.subscribe(follow)];
  follow();
  return () => {
    for (const stop of stops) stop();
  };
}
