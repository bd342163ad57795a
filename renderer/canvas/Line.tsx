import { useReactFlow } from '@xyflow/react';
import type { Rect } from '../../shared/drawing/types.ts';
import type { DraggedThing } from '../store/draw/draw-store.ts';
import classes from './Targets.module.css';

/** From the thing where it begins to the pointer. */
export function Line({ from, dragged: { x, y, outcome } }: { readonly from: Rect; readonly dragged: DraggedThing }) {
  const { screenToFlowPosition } = useReactFlow();
  const to = screenToFlowPosition({ x, y }, { snapToGrid: false });
  const [ax, ay] = [from.x + from.width, from.y + from.height / 2];
  return (
    <svg className={classes.line} aria-hidden="true">
      <path d={`M${ax},${ay}L${to.x},${to.y}`} data-fits={outcome?.ok === true} />
      <circle cx={ax} cy={ay} r={5} />
    </svg>
  );
}
