import { useStore } from '@xyflow/react';
import { useState } from 'react';

/**
 * Whether a host stands in the window's part of the drawing, or no more than its size beside it. Where it was met once it stays
 * so until `asked` is false: a large lab need not draw at once what nobody can see, and nothing with the focus goes away.
 */
export function useIsAround(host: string, asked: boolean): boolean {
  const around = useStore(({ nodeLookup, transform: [x, y, zoom], width, height }) => {
    const node = asked ? nodeLookup.get(`host ${host}`) : undefined;
    if (!node) return false;
    const { positionAbsolute: at } = node.internals;
    const [left, top] = [at.x * zoom + x, at.y * zoom + y];
    const [right, bottom] = [left + (node.width ?? 0) * zoom, top + (node.height ?? 0) * zoom];
    return right > -width && left < 2 * width && bottom > -height && top < 2 * height;
  });
  const [met, meet] = useState(false);
  if (around && !met) meet(true);
  if (!asked && met) meet(false);
  return asked && (around || met);
}
