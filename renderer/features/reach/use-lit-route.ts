import { useEffect } from 'react';
import { milliseconds, type Verdict, verdictOf } from '../../store/prediction/pairs.ts';
import { usePredictions } from '../../store/prediction/prediction.ts';
import { useRoute } from '../../store/route.ts';
import { useRun } from '../../store/run/run-store.ts';
import { pingKey } from '../../store/run/state.ts';
import { useSelection } from '../../store/selection.ts';
import { verdictSign } from '../../ui/VerdictMark.tsx';

/** The selected pair lights its path on the drawing, with what is known of it. */
export function useLitRoute(): void {
  const pair = useSelection(({ selection }) => (selection?.kind === 'pair' ? selection : undefined));
  const predictions = usePredictions();
  const ping = useRun((state) => (pair ? state.pings.get(pingKey(pair.from, pair.to)) : undefined));
  useEffect(() => {
    if (!pair) {
      useRoute.setState({ route: undefined, walks: 0 });
      return;
    }
    const prediction = predictions.find(({ from, to }) => from === pair.from && to === pair.to);
    const predicted = prediction?.predicted ?? ping?.predicted;
    const verdict = verdictOf({ result: ping?.result, predicted });
    const rtt = ping?.result?.rttMs;
    const request = prediction?.request.map(({ id }) => id) ?? [];
    useRoute.setState({
      route: {
        request: request.length > 1 ? request : [pair.from, pair.to],
        reply: prediction?.reply.map(({ id }) => id) ?? [],
        words: wordsOf(verdict, rtt),
        verdict,
      },
    });
  }, [pair, predictions, ping]);
}

function wordsOf(verdict: Verdict, rtt: number | null | undefined): string {
  if (rtt !== null && rtt !== undefined) return `${verdictSign(verdict)} ${milliseconds(rtt)}`;
  return verdict === 'unreachable' ? `${verdictSign(verdict)} not reached` : '';
}
