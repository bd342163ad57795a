import { IconFileDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
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
      // Gone once this event is over.
      const files = [...event.dataTransfer.files];
      const entries = [...event.dataTransfer.items]
        .filter(({ kind }) => kind === 'file')
        .map((item) => item.webkitGetAsEntry());
      void import('./open-dropped.ts').then(({ openDropped }) =>
        openDropped(files.map((file, at) => ({ file, isFolder: entries[at]?.isDirectory === true }))),
      );
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
