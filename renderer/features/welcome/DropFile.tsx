import { IconFileDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { type Dropped, faultOfDropped, faultOfText } from '../../../shared/lab/dropped.ts';
import { useConnection } from '../../store/connection/connection-store.ts';
import { open } from '../../store/flow/commands.ts';
import { leaveThen } from '../../store/flow/leaving.ts';
import { notify } from '../../store/flow/notice.ts';
import classes from './DropFile.module.css';

/** A lab file is dropped anywhere on the window: it is opened, or a sentence says why it is none. */
export function DropFile() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the window for the file.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setOver(false);
      void openDropped(event.dataTransfer);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={classes.over}>
      <p>
        <IconFileDownload size={28} />
        Drop the lab file to open it
      </p>
    </div>
  );
}

async function openDropped(data: DataTransfer): Promise<void> {
  const files = [...data.files];
  const entries = [...data.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  const items = files.map(
    ({ name, type, size }, at): Dropped => ({ name, type, size, isFolder: entries[at]?.isDirectory === true }),
  );
  const [file] = files;
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
