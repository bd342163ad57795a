import { Splitter } from '@mantine/core';
import { useEffect } from 'react';
import { ContextMenu } from './actions/ContextMenu.tsx';
import { PairMenu } from './actions/PairMenu.tsx';
import { followFocus } from './actions/regions.ts';
import { Canvas } from './canvas/Canvas.tsx';
import { followForesight } from './derived/foreseeing.ts';
import { Announcer } from './features/frame/Announcer.tsx';
import { BottomPanel } from './features/frame/BottomPanel.tsx';
import { InspectorSwitch } from './features/frame/InspectorSwitch.tsx';
import { StatusLine } from './features/frame/StatusLine.tsx';
import { Inspector } from './features/inspector/Inspector.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { Present } from './features/present/Present.tsx';
import { useFlashes } from './features/reach/use-flashes.ts';
import { useDocument } from './store/document/document-store.ts';
import { useDraw } from './store/draw/draw-store.ts';
import { FOLDED_PANELS, panelsHeight, sizePanels, usePanes } from './store/panes.ts';
import { useYaml } from './store/yaml.ts';
import { Asked } from './ui/Asked.tsx';
import { Boundary } from './ui/Boundary.tsx';
import { fetched } from './ui/fetched.ts';
import classes from './Workspace.module.css';

const YamlPanel = fetched(async () => (await import('./features/yaml/YamlPanel.tsx')).YamlPanel);
const DragChip = fetched(async () => (await import('./features/palette/DragChip.tsx')).DragChip);
const OfferMenu = fetched(async () => (await import('./features/moving/OfferMenu.tsx')).OfferMenu);
const Teach = fetched(async () => (await import('./features/palette/Teach.tsx')).Teach);
const Unread = fetched(async () => (await import('./features/problems/Unread.tsx')).Unread);
const Outline = fetched(async () => (await import('./features/outline/Outline.tsx')).Outline);

/** The open lab: its drawing, the panels below and the inspector; or the drawing alone, for those in the back row. */
export function Workspace({ presenting }: { readonly presenting: boolean }) {
  const panes = usePanes();
  const beside = useYaml((state) => state.beside);
  const dragged = useDraw((state) => state.dragged !== undefined);
  const line = useDraw(({ openLine }) => openLine !== undefined);
  const empty = useDocument(({ lab }) => lab?.hosts.length === 0);
  const unread = useDocument(({ lab }) => lab === undefined);
  useFlashes();
  useEffect(followForesight, []);
  useEffect(followFocus, []);
  if (presenting) return <Present />;
  return (
    <>
      <Boundary what="the palette">
        <Palette />
      </Boundary>
      <main className={classes.main} data-beside={beside} tabIndex={-1}>
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
              <div className={classes.drawing}>
                <Asked now={panes.outline}>{panes.outline ? <Outline /> : null}</Asked>
                <div className={classes.canvas}>
                  <Canvas />
                  <Asked now={empty}>
                    <Teach />
                  </Asked>
                  <Asked now={unread}>
                    <Unread />
                  </Asked>
                  <InspectorSwitch />
                </div>
              </div>
            </Boundary>
          </Splitter.Pane>
          <Splitter.Pane defaultSize="312px" min={`${FOLDED_PANELS}px`} max="720px">
            <Boundary what="the panels">
              <BottomPanel />
            </Boundary>
          </Splitter.Pane>
        </Splitter>
        {beside ? (
          <Boundary what="the lab file">
            <YamlPanel />
          </Boundary>
        ) : null}
      </main>
      {panes.inspector ? (
        <Boundary what="the inspector">
          <Inspector />
        </Boundary>
      ) : null}
      <Boundary what="the status line">
        <StatusLine />
      </Boundary>
      <Asked now={dragged}>
        <DragChip />
      </Asked>
      <Asked now={line}>
        <OfferMenu />
      </Asked>
      <ContextMenu />
      <PairMenu />
      <Announcer />
    </>
  );
}
