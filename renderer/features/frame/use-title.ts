import { useEffect } from 'react';
import { useConnection } from '../../store/connection/connection-store.ts';
import { useDocument } from '../../store/document/document-store.ts';
import { hasUnsavedWork } from '../../store/flow/leaving.ts';
import { somethingRuns } from '../../store/run/run-store.ts';

/** The window's title names the lab; a browser asks before a tab is closed that has unsaved changes, or while something runs. */
export function useTitle(): void {
  const name = useDocument(({ lab }) => lab?.name);
  const inBrowser = useConnection(({ hello }) => hello?.shell === 'browser');
  useEffect(() => {
    document.title = name === undefined ? 'Trunkline' : `${name} – Trunkline`;
  }, [name]);
  useEffect(() => {
    if (!inBrowser) return;
    const ask = (event: BeforeUnloadEvent): void => {
      if (hasUnsavedWork() || somethingRuns()) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [inBrowser]);
}
