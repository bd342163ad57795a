/** The drawing as React Flow's nodes, and the wires beside them: a view of the lab, never saved. */
import type { Node } from '@xyflow/react';
import { start } from '../../shared/drawing/path.ts';
import type { Cable, Drawing, HostLayout, PlacedNote, Rect, SegmentBar } from '../../shared/drawing/types.ts';

export type HostNodeType = Node<{ readonly layout: HostLayout }, 'host'>;
export type SegmentNodeType = Node<{ readonly bar: SegmentBar }, 'segment'>;
export type NoteNodeType = Node<{ readonly placed: PlacedNote }, 'note'>;
export type FrameNodeType = Node<{ readonly frame: Rect }, 'frame'>;
export type CanvasNode = HostNodeType | SegmentNodeType | NoteNodeType | FrameNodeType;

const hostNodeId = (host: string): string => `host ${host}`;
const segmentNodeId = (segment: string): string => `segment ${segment}`;

/** The host or the note that a node stands for, if it is one that can be moved by itself. */
export const movableOfNode = (nodeId: string): string | undefined =>
  nodeId.startsWith('host ') ? nodeId.slice('host '.length) : nodeId.startsWith('note ') ? nodeId : undefined;

/** Of one canvas: the nodes and cables of a drawing, those of the drawing before wherever they say the same. */
export function keptView(): (drawing: Drawing) => View {
  let last: (View & { readonly of: Drawing }) | undefined;
  return (drawing) => {
    if (last?.of !== drawing) {
      last = { of: drawing, nodes: nodesOf(drawing, last?.nodes ?? []), cables: cablesOf(drawing, last?.cables ?? []) };
    }
    return last;
  };
}

export interface View {
  readonly nodes: CanvasNode[];
  readonly cables: readonly Cable[];
}

/** Their size is known and nothing is plugged into them, so React Flow need not look at the page for either. */
const sized = ({ width, height }: Rect) => ({ width, height, measured: { width, height }, handles: [] });

/** Nodes that did not change keep their identity, so that a drag renders one host and not fifty. */
function nodesOf(drawing: Drawing, before: readonly CanvasNode[]): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const hosts = drawing.hosts.map(({ id, rect, layout }): CanvasNode => {
    const old = known.get(hostNodeId(id));
    if (old?.type === 'host' && old.data.layout === layout && same(old.position, rect)) return old;
    return {
      id: hostNodeId(id),
      type: 'host',
      position: { x: rect.x, y: rect.y },
      ...sized(rect),
      data: { layout },
      zIndex: 1,
    };
  });
  const segments = drawing.segments.map((bar): CanvasNode => {
    const old = known.get(segmentNodeId(bar.id));
    if (old?.type === 'segment' && JSON.stringify(old.data.bar) === JSON.stringify(bar)) return old;
    const { rect } = bar;
    return {
      id: segmentNodeId(bar.id),
      type: 'segment',
      position: { x: rect.x, y: rect.y },
      ...sized(rect),
      data: { bar },
      draggable: false,
      zIndex: 0,
    };
  });
  return [...hosts, ...segments, ...drawing.notes.flatMap((placed) => noteNodes(placed, known))];
}

/** Frames lie below everything and take no pointer. */
function noteNodes(placed: PlacedNote, known: ReadonlyMap<string, CanvasNode>): readonly CanvasNode[] {
  const { id, rect, frame } = placed;
  const old = known.get(id);
  const note: CanvasNode =
    old?.type === 'note' && old.data.placed.note === placed.note && sameRect(old.data.placed.rect, rect)
      ? old
      : { id, type: 'note', position: at(rect), ...sized(rect), data: { placed }, zIndex: 3 };
  if (frame === undefined) return [note];
  const before = known.get(`frame of ${id}`);
  if (before?.type === 'frame' && sameRect(before.data.frame, frame)) return [before, note];
  const look = { draggable: false, selectable: false, zIndex: -1, style: { pointerEvents: 'none' as const } };
  return [
    { id: `frame of ${id}`, type: 'frame', position: at(frame), ...sized(frame), data: { frame }, ...look },
    note,
  ];
}

const at = ({ x, y }: Rect): { x: number; y: number } => ({ x, y });
const sameRect = (a: Rect, b: Rect): boolean => same(a, b) && a.width === b.width && a.height === b.height;

function cablesOf(drawing: Drawing, before: readonly Cable[]): readonly Cable[] {
  const known = new Map(before.map((cable) => [cable.id, cable]));
  return drawing.cables.map((cable) => {
    const old = known.get(cable.id);
    return old && sameCable(old, cable) ? old : cable;
  });
}

const same = (a: { x: number; y: number }, b: { x: number; y: number }): boolean => a.x === b.x && a.y === b.y;

/** A cable is as it was if both its ends are: its way between them follows from these. */
function sameCable(a: Cable, b: Cable): boolean {
  const [from, to] = [start(a.path), start(b.path)];
  return a.carried === b.carried && same(a.plug, b.plug) && from !== undefined && to !== undefined && same(from, to);
}
