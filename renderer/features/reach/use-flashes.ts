import { useEffect } from 'react';
import { onChange } from '../../derived/derive.ts';
import { forecast, wayOf } from '../../derived/forecast.ts';
import { verdictOf } from '../../derived/pairs.ts';
import { reach } from '../../derived/reach.ts';
import { shownPlace, shownRun } from '../../derived/shown-run.ts';
import { flash } from '../../store/flashes.ts';

/** How many of a batch of pings are shown: more is a flicker. */
const SHOWN = 6;

/** Each ping that comes back lights its way on the drawing for a moment. */
export function useFlashes(): void {
  useEffect(() => {
    let place = shownPlace();
    let before = shownRun();
    return onChange(() => {
      const run = shownRun();
      const known = before;
      const same = place === shownPlace();
      before = run;
      place = shownPlace();
      if (!same || run.pings === known.pings || run.verify !== known.verify) return;
      const news = [...run.pings]
        .filter(([key, { result }]) => result && result.measured !== 'unreachable' && !known.pings.get(key)?.result)
        .slice(-SHOWN);
      if (news.length === 0) return;
      const predicted = forecast();
      void Promise.all(
        news.map(async ([, { from, to: id, address }]) => {
          const to = { id, address };
          const pair = reach().pair(from, to);
          return {
            hops: wayOf(await predicted?.explainSoon(from, to), 'request'),
            verdict: pair ? verdictOf(pair) : ('unknown' as const),
          };
        }),
      ).then(flash);
    });
  }, []);
}
