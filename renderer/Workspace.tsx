import { Splitter } from '@mantine/core';
import { useEffect } from 'react';
import { ContextMenu } from './actions/ContextMenu.tsx';
import { PairMenu } from './actions/PairMenu.tsx';
import { Canvas } from './canvas/Canvas.tsx';
import { followForesight } from './derived/foreseeing.ts';
import { Announcer } from './features/frame/Announcer.tsx';
import { BottomPanel } from './features/frame/BottomPanel.tsx';
import { InspectorSwitch } from './features/frame/InspectorSwitch.tsx';
import { StatusLine } from './features/frame/StatusLine.tsx';
import { Inspector } from './features/inspector/Inspector.tsx';
import { OfferMenu } from './features/moving/OfferMenu.tsx';
import { DragChip } from './features/palette/DragChip.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { Teach } from './features/palette/Teach.tsx';
import { Present } from './features/present/Present.tsx';
import { useFlashes } from './features/reach/use-flashes.ts';
import { YamlPanel } from './features/yaml/YamlPanel.tsx';
import { FOLDED_PANELS, panelsHeight, sizePanels, usePanes } from './store/panes.ts';
import { useYaml } from './store/yaml.ts';
import { Boundary } from './ui/Boundary.tsx';
import classes from './Workspace.module.css';

/** The open lab: its drawing, the panels below and the inspector; or the drawing alone, for those in the back row. */
export function Workspace({ presenting }: { readonly presenting: boolean }) {
  const panes = usePanes();
  const beside = useYaml((state) => state.beside);
  useFlashes();
  useEffect(followForesight, []);
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
                <Canvas />
                <Teach />
              </div>
              <InspectorSwitch />
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
      <DragChip />
      <OfferMenu />
      <ContextMenu />
      <PairMenu />
      <Announcer />
    </>
  );
}
