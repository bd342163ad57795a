import '@xyflow/react/dist/base.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMinus, IconPlus } from '@tabler/icons-react';
import { Background, type NodeTypes, Panel, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { movables, settled } from '../../shared/drawing/arrange.ts';
import { newIn } from '../../shared/drawing/place-under.ts';
import { routeThrough } from '../../shared/drawing/route.ts';
import { onGrid } from '../../shared/drawing/snap.ts';
import { vlanOrder } from '../../shared/lab/vlan-colours.ts';
import { useLitRoute } from '../derived/lit-route.ts';
import { Cables } from '../edges/Cables.tsx';
import { OutlineSwitch } from '../features/search/OutlineSwitch.tsx';
import { Search } from '../features/search/Search.tsx';
import { HostNode } from '../nodes/HostNode.tsx';
import { FrameNode, NoteNode } from '../nodes/NoteNode.tsx';
import { SegmentNode } from '../nodes/SegmentNode.tsx';
import { useDocument } from '../store/document/document-store.ts';
import { useDraw, wouldBe } from '../store/draw/draw-store.ts';
import { chosenVlan, selectedThing, useSelection } from '../store/selection.ts';
import { useUi } from '../store/ui.ts';
import { fetched } from '../ui/fetched.ts';
import { VlanColours } from '../ui/VlanColours.tsx';
import classes from './Canvas.module.css';
import { Choosing } from './Choosing.tsx';
import { place } from './dragging.ts';
import { EdgePan } from './EdgePan.tsx';
import { Fitting } from './Fitting.tsx';
import { FollowPacket } from './FollowPacket.tsx';
import { FIT, FIT_PRESENTING } from './fit.ts';
import { GhostsInSight } from './GhostsInSight.tsx';
import { GhostsAre } from './ghosts.ts';
import { Hands } from './Hands.tsx';
import { InSight } from './InSight.tsx';
import { moveFocus, stepOf } from './keyboard.ts';
import { inVlan, OnPath, onPathOf } from './off-path.ts';
import { PathOverlay } from './PathOverlay.tsx';
import { Ports } from './Ports.tsx';
import { Scaled } from './Scaled.tsx';
import { useDrawing, usePreview } from './use-drawing.ts';
import { useMoving } from './use-moving.ts';
import { useOneStop } from './use-one-stop.ts';
import { type CanvasNode, keptView } from './view.ts';
import { Walk } from './Walk.tsx';

const Targets = fetched(async () => (await import('./Targets.tsx')).Targets);

const nodeTypes: NodeTypes = { host: HostNode, segment: SegmentNode, note: NoteNode, frame: FrameNode };

const NONE: ReadonlySet<string> = new Set();

/** The drawing of the open lab. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Flow />
    </ReactFlowProvider>
  );
}

function Flow() {
  const { drawing: base, measures, looked } = useDrawing();
  const preview = usePreview(measures, base);
  const drawing = preview ?? base;
  const ghosts = useMemo(() => (preview ? newIn(preview, base) : NONE), [preview, base]);
  const lab = useDocument((state) => state.lab);
  const vlans = useDraw((state) => wouldBe(state)?.lab) ?? lab;
  const vlanIds = useMemo(() => (vlans ? vlanOrder(vlans) : []), [vlans]);
  const [view] = useState(keptView);
  const { nodes, cables } = view(drawing);
  const moving = useMoving(drawing, measures);
  const select = useSelection((state) => state.select);
  const presenting = useUi((state) => state.presenting);
  const dragging = useUi((state) => state.held.size > 0);
  const held = useDraw((state) => state.dragged?.kind === 'thing');
  const route = useLitRoute();
  const vlan = useSelection((state) => chosenVlan(selectedThing(state)));
  const stop = useOneStop();
  const onPath = useMemo(
    () =>
      vlan !== undefined
        ? inVlan(drawing, vlan)
        : presenting && route
          ? onPathOf(drawing, [routeThrough(drawing, route.request), routeThrough(drawing, route.reply)])
          : undefined,
    [presenting, route, drawing, vlan],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // The whole window has the keys of presenting.
    if (presenting) return;
    const step = event.altKey ? stepOf(event.key) : undefined;
    const focused = movables(drawing).find(({ id }) => id === (event.target as HTMLElement).dataset.thing);
    if (step && focused) {
      event.preventDefault();
      const { x, y } = focused.rect;
      const wished = onGrid({ x: x + step[0] * 24, y: y + step[1] * 24 });
      place(settled(drawing, new Map([[focused.id, wished]]), measures.rackRowGap));
    } else if (event.key === 'Escape') select(undefined);
    else if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
  };

  return (
    <section
      className={classes.canvas}
      data-presenting={presenting}
      data-dragging={dragging || undefined}
      aria-label="Drawing"
      data-region="Drawing"
      aria-describedby="drawing-keys"
      ref={stop}
      onKeyDown={onKeyDown}
    >
      <p id="drawing-keys" className="visually-hidden">
        Arrow keys move between things, Enter selects, Shift with Enter or an arrow key takes several, Alt with arrow
        keys moves a host or a note, Escape lets go. O shows the drawing as a tree, F6 goes to the next part of the
        window.
      </p>
      <VlanColours vlans={vlanIds} />
      <OnPath value={onPath}>
        <GhostsAre value={ghosts}>
          <Scaled measures={measures}>
            <ReactFlow<CanvasNode>
              nodes={nodes}
              nodeTypes={nodeTypes}
              onNodesChange={moving.onNodesChange}
              onNodeDragStart={moving.onNodeDragStart}
              onNodeDragStop={moving.onNodeDragStop}
              onPaneClick={letGo}
              nodesFocusable={false}
              edgesFocusable={false}
              nodesConnectable={false}
              elementsSelectable={false}
              disableKeyboardA11y
              deleteKeyCode={null}
              selectionKeyCode={null}
              multiSelectionKeyCode={null}
              zoomOnDoubleClick={false}
              autoPanOnNodeDrag={false}
              panOnScroll
              zoomOnScroll={false}
              zoomActivationKeyCode={null}
              zoomOnPinch
              minZoom={0.05}
              maxZoom={2.5}
              attributionPosition="bottom-center"
              fitView
              fitViewOptions={presenting ? FIT_PRESENTING : FIT}
            >
              {DOTS}
              {presenting ? null : CONTROLS}
              <Cables cables={cables} />
              <PathOverlay drawing={drawing} />
              {/* Before what looks whether somebody has moved: it puts back what it has moved itself. */}
              <GhostsInSight preview={preview} base={base} />
              <Fitting size={measures.name} bounds={base.bounds} looking={looked.size > 0} />
              <EdgePan bounds={base.bounds} />
              <Hands drawing={base} />
              <Choosing drawing={drawing} />
              <Ports drawing={drawing} />
              {held ? <Targets drawing={drawing} base={base} /> : null}
              <InSight drawing={drawing} looked={looked} />
              {presenting ? <FollowPacket drawing={drawing} /> : null}
            </ReactFlow>
          </Scaled>
        </GhostsAre>
      </OnPath>
    </section>
  );
}

// What React Flow is given anew with each render, it tells all nodes of.
const letGo = (): void => useSelection.getState().select(undefined);

// Made once: while a host is dragged, the drawing around it renders at every move of the pointer.
const DOTS = <Background gap={24} size={1.6} color="var(--canvas-dot)" />;
const CONTROLS = (
  <>
    <Panel position="bottom-left">
      <div className={classes.finding}>
        <OutlineSwitch />
        <Search />
      </div>
    </Panel>
    <Panel position="bottom-right">
      <ZoomButtons />
    </Panel>
    <Panel position="bottom-center" className={classes.walk as string}>
      <Walk />
    </Panel>
  </>
);

function ZoomButtons() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    <div className={classes.zoom} role="toolbar" aria-label="Zoom">
      <Tooltip label="Zoom out">
        <ActionIcon aria-label="Zoom out" onClick={() => void zoomOut()}>
          <IconMinus size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Show the whole lab">
        <ActionIcon aria-label="Show the whole lab" onClick={() => void fitView(FIT)}>
          <IconFocusCentered size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Zoom in">
        <ActionIcon aria-label="Zoom in" onClick={() => void zoomIn()}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
