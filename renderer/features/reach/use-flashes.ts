import { useEffect } from 'react';
import { verdictOf } from '../../store/prediction/pairs.ts';
import { usePredictions } from '../../store/prediction/prediction.ts';
import { flash } from '../../store/route.ts';
import { useRun } from '../../store/run/run-store.ts';

/** Each ping that comes back lights its way on the drawing for a moment. */
export function useFlashes(): void {
  const predictions = usePredictions();
  useEffect(
    () =>
      useRun.subscribe((state, before) => {
        if (state.pings === before.pings || state.verify !== before.verify) return;
        const news = [...state.pings].flatMap(([key, { from, to, predicted, result }]) => {
          if (!result || before.pings.get(key)?.result) return [];
          const verdict = verdictOf({ result, predicted });
          if (verdict === 'unreachable') return [];
          const way = predictions.find((item) => item.from === from && item.to === to)?.request.map(({ id }) => id);
          return [{ hops: way && way.length > 1 ? way : [from, to], verdict }];
        });
        if (news.length > 0) flash(news.slice(-6));
      }),
    [predictions],
  );
}
