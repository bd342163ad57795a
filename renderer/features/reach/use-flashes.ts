import { useEffect } from 'react';
import { verdictOf } from '../../store/prediction/pairs.ts';
import { useForecast, wayOf } from '../../store/prediction/prediction.ts';
import { flash } from '../../store/route.ts';
import { useRun } from '../../store/run/run-store.ts';

/** How many of a batch of pings are shown: more is a flicker. */
const SHOWN = 6;

/** Each ping that comes back lights its way on the drawing for a moment. */
export function useFlashes(): void {
  const forecast = useForecast();
  useEffect(
    () =>
      useRun.subscribe((state, before) => {
        if (state.pings === before.pings || state.verify !== before.verify) return;
        const news = [...state.pings]
          .filter(([key, { result }]) => result && result.measured !== 'unreachable' && !before.pings.get(key)?.result)
          .slice(-SHOWN);
        if (news.length === 0) return;
        flash(
          news.map(([, { from, to, address, predicted, result }]) => {
            const way = wayOf(forecast?.explain(from, { id: to, address }), 'request');
            return {
              hops: way.length > 1 ? way : [from, to],
              verdict: verdictOf({ result, predicted, now: undefined }),
            };
          }),
        );
      }),
    [forecast],
  );
}
