import { useMemo } from 'react';
import { useDocument } from '../../store/document/document-store.ts';
import { useLiveForecast } from '../../store/prediction/live.ts';
import { type Reach, reachOf } from '../../store/prediction/pairs.ts';
import { useForecast } from '../../store/prediction/prediction.ts';
import { useRun } from '../../store/run/run-store.ts';
import type { Ping } from '../../store/run/state.ts';

const NONE: ReadonlyMap<string, Ping> = new Map();

/** The pairs of the open lab with all that is known of them. */
export function useReach(): Reach {
  const forecast = useForecast();
  const lab = useDocument((state) => state.lab);
  const pings = useRun(({ verify, pings: all }) => (verify?.lab === lab?.name ? all : NONE));
  const live = useLiveForecast();
  return useMemo(() => reachOf(forecast, pings, lab?.expect ?? [], live), [forecast, pings, lab, live]);
}
