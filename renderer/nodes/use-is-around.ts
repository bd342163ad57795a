import { type ReactFlowState, useStore } from '@xyflow/react';
import { useState } from 'react';

/** @param beside so many of the window's parts beyond its edges count, too */
export function standsIn(
  { nodeLookup, transform: [x, y, zoom], width, height }: ReactFlowState,
  host: string,
  beside: number,
): boolean {
  const node = nodeLookup.get(`host ${host}`);
  if (!node) return false;
  const { positionAbsolute: at } = node.internals;
  const [left, top] = [at.x * zoom + x, at.y * zoom + y];
  const [right, bottom] = [left + (node.width ?? 0) * zoom, top + (node.height ?? 0) * zoom];
  const [across, down] = [width * beside, height * beside];
  return right > -across && left < width + across && bottom > -down && top < height + down;
}

/**
 * Whether a host stands in the window's part of the drawing, or no more than its size beside it. Where it was met once it stays
 * so until `asked` is false: a large lab need not draw at once what nobody can see, and nothing with the focus goes away.
 */
export function useIsAround(host: string, asked: boolean): boolean {
  const around = useStore((state) => asked && standsIn(state, host, 1));
  const [met, meet] = useState(false);
  if (around && !met) meet(true);
  if (!asked && met) meet(false);
  return asked && (around || met);
}
