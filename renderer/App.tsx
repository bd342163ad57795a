import { useEffect } from 'react';
import classes from './App.module.css';
import { useClipboard } from './actions/use-clipboard.ts';
import { useKeys } from './actions/use-keys.ts';
import { Notices } from './features/frame/Notices.tsx';
import { useFocusKept } from './features/frame/use-focus-kept.ts';
import { useTitle } from './features/frame/use-title.ts';
import { Questions } from './features/questions/Questions.tsx';
import { Sheets } from './features/sheets/Sheets.tsx';
import { TopBar } from './features/topbar/TopBar.tsx';
import { DropFile } from './features/welcome/DropFile.tsx';
import { Welcome } from './features/welcome/Welcome.tsx';
import { isOpen, useDocument } from './store/document/document-store.ts';
import { useFileChange } from './store/document/file-change.ts';
import { useLeaving } from './store/flow/leaving.ts';
import { usePanes } from './store/panes.ts';
import { useUi } from './store/ui.ts';
import { Asked } from './ui/Asked.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { fetched } from './ui/fetched.ts';

/** Drawing, prediction and panels are half of the program: they come while somebody still chooses a lab. */
const fetchWorkspace = () => import('./Workspace.tsx');
const Workspace = fetched(
  async () => (await fetchWorkspace()).Workspace,
  <main className={classes.welcome} tabIndex={-1} aria-busy="true" />,
);

const FileChanged = fetched(async () => (await import('./features/frame/FileChanged.tsx')).FileChanged);
const LeaveDialog = fetched(async () => (await import('./features/topbar/LeaveDialog.tsx')).LeaveDialog);

export function App() {
  const open = useDocument(isOpen);
  const presenting = useUi((state) => state.presenting) && open;
  const inspector = usePanes((panes) => panes.inspector);
  useKeys();
  useClipboard();
  useTitle();
  useFocusKept();
  useEffect(() => {
    const idle = requestIdleCallback(() => void fetchWorkspace().catch(() => undefined));
    return () => cancelIdleCallback(idle);
  }, []);
  if (presenting) {
    return (
      <>
        <Boundary what="the presentation">
          <Workspace presenting />
        </Boundary>
        <Messages />
      </>
    );
  }
  return (
    <div className={classes.app} data-inspector={inspector}>
      <Boundary what="the header">
        <TopBar />
      </Boundary>
      {open ? (
        <Boundary what="the lab">
          <Workspace presenting={false} />
        </Boundary>
      ) : (
        <main className={classes.welcome} tabIndex={-1}>
          <Boundary what="the welcome page">
            <Welcome />
          </Boundary>
        </main>
      )}
      <Messages />
    </div>
  );
}

function Messages() {
  const changed = useFileChange(({ theirs }) => theirs !== undefined);
  const leaving = useLeaving(({ go }) => go !== undefined);
  return (
    <Boundary what="a message">
      <Notices />
      <Questions />
      <Asked now={changed}>
        <FileChanged />
      </Asked>
      <Asked now={leaving}>
        <LeaveDialog />
      </Asked>
      <Sheets />
      <DropFile />
    </Boundary>
  );
}
