import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect } from 'react';
import { end } from '../../shared/drawing/path.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import { useWalking, type Walking } from '../derived/walking.ts';
import { usePassed } from './use-passed.ts';

const NOBODY: Walking = { steps: [], step: 0 };

/** A lab that is larger than the window is shown around the packet. */
export function FollowPacket({ drawing }: { readonly drawing: Drawing }) {
  const passed = usePassed(drawing, useWalking() ?? NOBODY);
  const at = end(passed?.whole ?? []);
  const fits = useStore(
    ({ width, height, transform }) =>
      drawing.bounds.width * transform[2] <= width && drawing.bounds.height * transform[2] <= height,
  );
  const { setCenter, getZoom } = useReactFlow();
  const [x, y] = [at?.x, at?.y];
  useEffect(() => {
    if (fits || x === undefined || y === undefined) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    void setCenter(x, y, { zoom: getZoom(), duration: calm ? 0 : 400 });
  }, [fits, x, y, setCenter, getZoom]);
  return null;
}
