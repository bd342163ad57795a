/** A file that was dropped on the window becomes the open lab, or a sentence says why it does not. */
import { type Dropped, faultOfDropped, faultOfText } from '../../../shared/lab/dropped.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { open } from '../../store/flow/commands.ts';
import { leaveThen } from '../../store/flow/leaving.ts';
import { notify } from '../../store/flow/notice.ts';

export interface DroppedFile {
  readonly file: File;
  readonly isFolder: boolean;
}

export async function openDropped(dropped: readonly DroppedFile[]): Promise<void> {
  const items = dropped.map(({ file: { name, type, size }, isFolder }): Dropped => ({ name, type, size, isFolder }));
  const file = dropped[0]?.file;
  const fault = faultOfDropped(items);
  if (fault !== undefined || file === undefined) {
    notify(...(fault === undefined ? [] : [fault]));
    return;
  }
  // What cannot be read, because it is gone by now, is a text that is none.
  const text = await file.text().catch(() => '\0');
  const other = faultOfText(file.name, text);
  if (other !== undefined) notify(other);
  else {
    // As a browser's own dialog has it: a name, and no place on the disk.
    const inBrowser = useConnection.getState().hello?.shell === 'browser';
    leaveThen(() => open({ text, ...(inBrowser && { path: file.name }) }));
  }
}
