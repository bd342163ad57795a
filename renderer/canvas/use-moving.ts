import { type NodeChange, useReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { Measures } from '../../shared/drawing/measures.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import { beginMove, endMove, moveTo } from './dragging.ts';
import { type CanvasNode, movableOfNode } from './view.ts';

interface Moving {
  onNodesChange(changes: readonly NodeChange<CanvasNode>[]): void;
  onNodeDragStart(event: unknown, node: CanvasNode): void;
  onNodeDragStop(event: { readonly ctrlKey?: boolean; readonly metaKey?: boolean }): void;
}

/** What React Flow tells of drags. It is made once: what React Flow is given anew with each render, it tells all nodes of. */
export function useMoving(drawing: Drawing, measures: Measures): Moving {
  const { getZoom } = useReactFlow();
  const now = useRef({ drawing, measures });
  now.current = { drawing, measures };
  return useMemo(
    () => ({
      onNodesChange(changes) {
        for (const change of changes) {
          if (change.type !== 'position' || !change.dragging || !change.position) continue;
          const id = movableOfNode(change.id);
          if (id !== undefined) moveTo(now.current.drawing, id, change.position, getZoom());
        }
      },
      onNodeDragStart(_, node) {
        const id = movableOfNode(node.id);
        if (id !== undefined) beginMove(now.current.drawing, id);
      },
      onNodeDragStop: ({ ctrlKey = false, metaKey = false }) =>
        endMove(now.current.drawing, now.current.measures, ctrlKey || metaKey),
    }),
    [getZoom],
  );
}
