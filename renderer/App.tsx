import { Splitter } from '@mantine/core';
import classes from './App.module.css';
import { useKeys } from './actions/use-keys.ts';
import { Canvas } from './canvas/Canvas.tsx';
import { BottomPanel } from './features/frame/BottomPanel.tsx';
import { InspectorSwitch } from './features/frame/InspectorSwitch.tsx';
import { Notices } from './features/frame/Notices.tsx';
import { StatusLine } from './features/frame/StatusLine.tsx';
import { useTitle } from './features/frame/use-title.ts';
import { Inspector } from './features/inspector/Inspector.tsx';
import { DragChip } from './features/palette/DragChip.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { Present } from './features/present/Present.tsx';
import { Questions } from './features/questions/Questions.tsx';
import { useFlashes } from './features/reach/use-flashes.ts';
import { Sheets } from './features/sheets/Sheets.tsx';
import { LeaveDialog } from './features/topbar/LeaveDialog.tsx';
import { TopBar } from './features/topbar/TopBar.tsx';
import { Welcome } from './features/welcome/Welcome.tsx';
import { isOpen, useDocument } from './store/document/document-store.ts';
import { FOLDED_PANELS, panelsHeight, sizePanels, usePanes } from './store/panes.ts';
import { useUi } from './store/ui.ts';
import { Boundary } from './ui/Boundary.tsx';

export function App() {
  const open = useDocument(isOpen);
  const presenting = useUi((state) => state.presenting) && open;
  const panes = usePanes();
  useKeys();
  useFlashes();
  useTitle();
  if (presenting) {
    return (
      <>
        <Present />
        <Messages />
      </>
    );
  }
  return (
    <div className={classes.app} data-inspector={panes.inspector}>
      <Boundary what="the header">
        <TopBar />
      </Boundary>
      {open ? (
        <>
          <Boundary what="the palette">
            <Palette />
          </Boundary>
          <main className={classes.main}>
            <Splitter
              orientation="vertical"
              className={classes.splitter}
              sizes={[100, `${panelsHeight(panes)}px`]}
              onSizeChange={([, below]) => sizePanels(Number.parseFloat(String(below)))}
              resetOnDoubleClick={false}
              lineSize={1}
              withHandle={false}
              step="16px"
              shiftStep="64px"
            >
              <Splitter.Pane defaultSize={100} min={20}>
                <Boundary what="the drawing">
                  <Canvas />
                  <InspectorSwitch />
                </Boundary>
              </Splitter.Pane>
              <Splitter.Pane defaultSize="312px" min={`${FOLDED_PANELS}px`} max="720px">
                <Boundary what="the panels">
                  <BottomPanel />
                </Boundary>
              </Splitter.Pane>
            </Splitter>
          </main>
          {panes.inspector ? (
            <Boundary what="the inspector">
              <Inspector />
            </Boundary>
          ) : null}
        </>
      ) : (
        <main className={classes.welcome}>
          <Boundary what="the welcome page">
            <Welcome />
          </Boundary>
        </main>
      )}
      <Boundary what="the status line">
        <StatusLine />
      </Boundary>
      <Messages />
    </div>
  );
}

function Messages() {
  return (
    <Boundary what="a message">
      <Notices />
      <Questions />
      <LeaveDialog />
      <Sheets />
      <DragChip />
    </Boundary>
  );
}
