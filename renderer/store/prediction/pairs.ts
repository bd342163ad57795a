import type { PingResult } from '../../../shared/api.ts';
import type { Expectation } from '../../../shared/lab/lab.ts';
import { type Ping, pingKey } from '../run/state.ts';
import type { Prediction } from './prediction.ts';

/** The three voices over one pair; each may be silent. */
export interface Pair {
  readonly from: string;
  readonly to: string;
  readonly address: string;
  readonly expected: PingResult['expected'] | undefined;
  /** The lab file states an expectation; otherwise what is predicted is expected. */
  readonly stated: boolean;
  readonly predicted: PingResult['predicted'] | undefined;
  readonly reason: PingResult['reason'] | undefined;
  readonly result: PingResult | undefined;
  /** A measurement is on its way. */
  readonly awaited: boolean;
}

/** What a cell, a row of the inspector or a path is coloured by: one word for all voices together. */
export type Verdict = 'reachable' | 'unreachable' | 'uncertain' | 'disagrees' | 'failed' | 'unknown';

/** Predictions of the drawing with the newest measurements laid over them, in the order of the predictions. */
export function mergePairs(
  predictions: readonly Prediction[],
  pings: ReadonlyMap<string, Ping>,
  expectations: readonly Expectation[],
): readonly Pair[] {
  const stated = new Map(
    expectations.map(
      ({ from, to, reachable }) => [pingKey(from, to), reachable ? 'reachable' : 'unreachable'] as const,
    ),
  );
  const rest = new Map(pings);
  const pairs = predictions.map((prediction): Pair => {
    const key = pingKey(prediction.from, prediction.to);
    const ping = rest.get(key);
    rest.delete(key);
    return {
      from: prediction.from,
      to: prediction.to,
      address: prediction.address,
      expected: stated.get(key) ?? ping?.expected,
      stated: stated.has(key),
      predicted: prediction.predicted,
      reason: prediction.reason,
      result: ping?.result,
      awaited: ping !== undefined && ping.result === undefined,
    };
  });
  for (const [key, ping] of rest) {
    pairs.push({
      from: ping.from,
      to: ping.to,
      address: ping.address,
      expected: ping.expected,
      stated: stated.has(key),
      predicted: ping.predicted,
      reason: ping.reason,
      result: ping.result,
      awaited: ping.result === undefined,
    });
  }
  return pairs;
}

export function verdictOf({ result, predicted }: Pick<Pair, 'result' | 'predicted'>): Verdict {
  if (!result) return predicted ?? 'unknown';
  if (result.measured === 'error') return 'failed';
  return result.agrees ? result.measured : 'disagrees';
}

/** `reachable, 0.8 ms, as predicted`: the verdict of a pair in words, for names that are read aloud and for titles. */
export function pairWords(pair: Pair): string {
  const { result, predicted, expected } = pair;
  if (!result) {
    if (pair.awaited) return `predicted ${predicted ?? 'nothing'}, being measured`;
    return predicted ? `predicted ${predicted}` : 'not measured';
  }
  if (result.measured === 'error') return `ping failed: ${result.said || 'no answer from the host'}`;
  const measured = result.rttMs === null ? result.measured : `${result.measured}, ${milliseconds(result.rttMs)}`;
  const loss =
    result.received < result.sent && result.received > 0 ? `, ${result.received} of ${result.sent} came back` : '';
  if (result.agrees) return `${measured}${loss}, as ${predicted === result.measured ? 'predicted' : 'expected'}`;
  const voice =
    expected !== undefined && expected !== result.measured ? `expected ${expected}` : `predicted ${predicted}`;
  return `${measured}${loss}, but ${voice}`;
}

/** `0.84 ms`, `12 ms`: two significant places are what a ping is good for. */
export function milliseconds(value: number): string {
  if (value < 10) return `${value.toFixed(2)} ms`;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}
