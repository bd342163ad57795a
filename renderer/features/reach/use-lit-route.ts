import { useEffect } from 'react';
import { milliseconds, type Verdict, verdictOf } from '../../store/prediction/pairs.ts';
import { useForecast, wayOf } from '../../store/prediction/prediction.ts';
import { useRoute } from '../../store/route.ts';
import { useSelection } from '../../store/selection.ts';
import { verdictSign } from '../../ui/VerdictMark.tsx';
import { useReach } from './use-reach.ts';

/** The selected pair lights its path on the drawing, with what is known of it. */
export function useLitRoute(): void {
  const selected = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection : undefined));
  const forecast = useForecast();
  const reach = useReach();
  useEffect(() => {
    const pair = selected && reach.pair(selected.from, selected.to);
    if (!pair) {
      useRoute.setState({ route: undefined, walks: 0 });
      return;
    }
    const explanation = forecast?.explain(pair.from, pair.to);
    const verdict = verdictOf(pair);
    const request = wayOf(explanation, 'request');
    useRoute.setState({
      route: {
        request: request.length > 1 ? request : [pair.from, pair.to.id],
        reply: wayOf(explanation, 'reply'),
        words: pair.now
          ? `${verdictSign(pair.now.verdict)} ${pair.now.verdict} now`
          : wordsOf(verdict, pair.result?.rttMs),
        verdict,
      },
    });
  }, [selected, forecast, reach]);
}

function wordsOf(verdict: Verdict, rtt: number | null | undefined): string {
  if (rtt !== null && rtt !== undefined) return `${verdictSign(verdict)} ${milliseconds(rtt)}`;
  return verdict === 'unreachable' ? `${verdictSign(verdict)} not reached` : '';
}
