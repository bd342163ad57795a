import { useMemo } from 'react';
import { type RoutePath, routeThrough } from '../../shared/drawing/route.ts';
import type { Drawing } from '../../shared/drawing/types.ts';
import type { Walking } from '../derived/walking.ts';

/** What the walking packet has behind it on its way there, or on its way back once it is answered. */
export function usePassed(drawing: Drawing, { steps, step }: Walking): RoutePath | undefined {
  return useMemo(() => {
    const leg = steps[step]?.leg;
    const hops = steps.slice(0, step + 1).filter((hop) => hop.leg === leg);
    return routeThrough(drawing, hops);
  }, [drawing, steps, step]);
}
