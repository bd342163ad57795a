/** The drawing as React Flow's nodes and edges: a view of the lab, never saved. */
import type { Edge, Node } from '@xyflow/react';
import { start } from '../../shared/drawing/path.ts';
import type { Cable, Drawing, HostLayout, SegmentBar } from '../../shared/drawing/types.ts';

export type HostNodeType = Node<{ readonly layout: HostLayout }, 'host'>;
export type SegmentNodeType = Node<{ readonly bar: SegmentBar }, 'segment'>;
export type CanvasNode = HostNodeType | SegmentNodeType;
export type CableEdgeType = Edge<{ readonly cable: Cable }, 'cable'>;

const hostNodeId = (host: string): string => `host ${host}`;
const segmentNodeId = (segment: string): string => `segment ${segment}`;

/** The host that a node stands for, if it is one. */
export const hostOfNode = (nodeId: string): string | undefined =>
  nodeId.startsWith('host ') ? nodeId.slice('host '.length) : undefined;

/** Of one canvas: the nodes and edges of a drawing, those of the drawing before wherever they say the same. */
export function keptView(): (drawing: Drawing) => View {
  let last: (View & { readonly of: Drawing }) | undefined;
  return (drawing) => {
    if (last?.of !== drawing) {
      last = { of: drawing, nodes: nodesOf(drawing, last?.nodes ?? []), edges: edgesOf(drawing, last?.edges ?? []) };
    }
    return last;
  };
}

export interface View {
  readonly nodes: CanvasNode[];
  readonly edges: CableEdgeType[];
}

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
      width: rect.width,
      height: rect.height,
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
      width: rect.width,
      height: rect.height,
      data: { bar },
      draggable: false,
      zIndex: 0,
    };
  });
  return [...hosts, ...segments];
}

function edgesOf(drawing: Drawing, before: readonly CableEdgeType[]): CableEdgeType[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  return drawing.cables.map((cable) => {
    const old = known.get(cable.id);
    if (old?.data && sameCable(old.data.cable, cable)) return old;
    return {
      id: cable.id,
      type: 'cable',
      source: hostNodeId(cable.host),
      target: segmentNodeId(cable.segment),
      data: { cable },
      zIndex: 2,
      focusable: false,
      selectable: false,
      // The wires say nothing that the names of the interfaces do not.
      domAttributes: { 'aria-hidden': true, 'aria-roledescription': undefined },
    };
  });
}

const same = (a: { x: number; y: number }, b: { x: number; y: number }): boolean => a.x === b.x && a.y === b.y;

/** A cable is as it was if both its ends are: its way between them follows from these. */
function sameCable(a: Cable, b: Cable): boolean {
  const [from, to] = [start(a.path), start(b.path)];
  return a.carried === b.carried && same(a.plug, b.plug) && from !== undefined && to !== undefined && same(from, to);
}
