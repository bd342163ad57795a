import type { PingResult } from '../../shared/api.ts';
import type { Expectation } from '../../shared/lab/lab.ts';
import type { Outcome } from '../../shared/reach/prediction.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import type { MarkState } from '../store/run/marks.ts';
import { type Ping, pingKey } from '../store/run/state.ts';
import type { PairEnd } from '../store/selection.ts';
import type { Forecast } from './forecast.ts';

/** The three voices over one pair; each may be silent. */
export interface Pair {
  readonly from: string;
  readonly to: PairEnd;
  readonly expected: PingResult['expected'] | undefined;
  /** The lab file states an expectation; otherwise what is predicted is expected. */
  readonly stated: boolean;
  readonly predicted: PingResult['predicted'] | undefined;
  /** Code of the reason of the prediction. */
  readonly code: string | undefined;
  readonly result: PingResult | undefined;
  readonly diagnosis: Diagnosis | undefined;
  /** What the hosts' own state says now, where that is otherwise than what was measured, or predicted, before. */
  readonly now: Outcome | undefined;
  /** A measurement is on its way. */
  readonly awaited: boolean;
  /** One end was never put on its host, or has been taken away: no ping is to be had, and nothing is wrong. */
  readonly absent: boolean;
}

/** What a cell, a row of the inspector or a path is coloured by: one word for all voices together. */
export type PairVerdict =
  | 'reachable'
  | 'unreachable'
  | 'uncertain'
  | 'disagrees'
  | 'failed'
  | 'not-deployed'
  | 'unknown';

/** All pairs of a lab, looked up and never listed: a thousand containers have a million. */
export interface Reach {
  readonly sources: readonly string[];
  readonly targets: readonly PairEnd[];
  /** Undefined: a thing and itself, or nothing is known. */
  pair(from: string, to: PairEnd): Pair | undefined;
  readonly measured: number;
  /** What was measured otherwise than predicted or expected, or could not be measured. */
  readonly disagreeing: readonly Pair[];
}

/** Who speaks about the pairs. */
export interface Voices {
  readonly forecast: Forecast | undefined;
  /** Of the newest verify, by `pingKey`. */
  readonly pings: ReadonlyMap<string, Ping>;
  readonly expectations: readonly Expectation[];
  /** By what the hosts are now. */
  readonly live?: Forecast | undefined;
  /** What is known to stand. */
  readonly marks?: ReadonlyMap<string, MarkState>;
}

/** Predictions of the drawing with the newest measurements laid over them. */
export function reachOf({ forecast, pings, expectations, live, marks }: Voices): Reach {
  const stated = new Map(
    expectations.map(({ from, to, reachable }) => [`${from} ${to}`, reachable ? 'reachable' : 'unreachable'] as const),
  );
  // A container whose address Docker picks is predicted without it and measured with it.
  const anywhere = new Map([...pings.values()].map((ping) => [`${ping.from} ${ping.to}`, ping]));

  const pair = (from: string, to: PairEnd): Pair | undefined => {
    // Most labs are looked at before anything is measured or expected, and a large one has millions of pairs.
    const ping =
      pings.size === 0
        ? undefined
        : (pings.get(pingKey(from, to.id, to.address)) ??
          (to.address === '' ? anywhere.get(`${from} ${to.id}`) : undefined));
    const outcome = forecast?.outcome(from, to);
    if (!ping && !outcome) return undefined;
    const says = stated.size === 0 ? undefined : stated.get(`${from} ${to.id}`);
    return {
      from,
      to,
      expected: says ?? ping?.expected,
      stated: says !== undefined,
      predicted: outcome?.verdict ?? ping?.predicted,
      code: outcome?.code ?? ping?.reason.code,
      result: ping?.result,
      diagnosis: ping?.diagnosis,
      now: otherwise(live?.outcome(from, to), ping?.result?.measured ?? outcome?.verdict),
      awaited: ping !== undefined && ping.result === undefined,
      absent: isAbsent(marks?.get(from)) || isAbsent(marks?.get(to.id)),
    };
  };

  const results = [...pings.values()].filter(({ result }) => result !== undefined);
  const { sources, targets } = forecast ?? measuredEnds(pings);
  return {
    sources,
    targets,
    pair,
    measured: results.length,
    disagreeing: results.flatMap(({ from, to, address }) => {
      const found = pair(from, { id: to, address });
      const verdict = found && verdictOf(found);
      return found && (verdict === 'disagrees' || verdict === 'failed') ? [found] : [];
    }),
  };
}

/** Without a prediction: who was measured, in the order of the measurements; what pings itself comes first. */
function measuredEnds(pings: ReadonlyMap<string, Ping>): Pick<Reach, 'sources' | 'targets'> {
  const sources = [...new Set([...pings.values()].map(({ from }) => from))];
  const targets = new Map<string, PairEnd>();
  for (const { to, address } of pings.values()) targets.set(`${to} ${address}`, { id: to, address });
  const rank = ({ id }: PairEnd): number => (sources.includes(id) ? sources.indexOf(id) : sources.length);
  return { sources, targets: [...targets.values()].sort((a, b) => rank(a) - rank(b)) };
}

/** Everything that one source pings. */
export const pairsFrom = (reach: Reach, from: string): readonly Pair[] =>
  reach.targets.flatMap((to) => reach.pair(from, to) ?? []);

const otherwise = (now: Outcome | undefined, known: string | undefined): Outcome | undefined =>
  now !== undefined && now.verdict !== 'uncertain' && known !== 'error' && now.verdict !== known ? now : undefined;

const isAbsent = (mark: MarkState | undefined): boolean => mark === 'absent' || mark === 'planned';

export function verdictOf({
  result,
  predicted,
  now,
  absent,
}: Pick<Pair, 'result' | 'predicted' | 'now' | 'absent'>): PairVerdict {
  // What was never put there is not broken; what is drawn of it is still predicted.
  if (absent && (now || result)) return 'not-deployed';
  if (now) return 'disagrees';
  if (!result) return predicted ?? 'unknown';
  if (result.measured === 'error') return 'failed';
  return result.agrees ? result.measured : 'disagrees';
}

/** `reachable, 0.8 ms, as predicted`: the verdict of a pair in words, for names that are read aloud and for titles. */
export function pairWords(pair: Pair): string {
  const { result, predicted, expected, now } = pair;
  if (verdictOf(pair) === 'not-deployed') return `not deployed, predicted ${predicted ?? 'nothing'}`;
  if (now) return `${now.verdict} now, but ${result ? `measured ${result.measured}` : `predicted ${predicted}`} before`;
  if (!result) {
    if (pair.awaited) return `predicted ${predicted ?? 'nothing'}, being measured`;
    if (isUnmet(pair)) return `predicted ${predicted}, but expected ${expected}`;
    return predicted ? `predicted ${predicted}` : 'not measured';
  }
  if (result.measured === 'error') return `ping failed: ${result.said || 'no answer from the host'}`;
  const measured = result.rttMs === null ? result.measured : `${result.measured}, ${milliseconds(result.rttMs)}`;
  const loss =
    result.received < result.sent && result.received > 0 ? `, ${result.received} of ${result.sent} came back` : '';
  if (result.agrees) return `${measured}${loss}, as ${predicted === result.measured ? 'predicted' : 'expected'}`;
  return `${measured}${loss}, but ${otherVoice({ expected, predicted }, result)}`;
}

/** What the lab file asks for is otherwise than what is known, or predicted where nothing is known. */
export function isUnmet({ stated, expected, predicted, result, now }: Pair): boolean {
  const known = now?.verdict ?? (result?.measured === 'error' ? undefined : result?.measured) ?? predicted;
  return stated && known !== undefined && known !== expected;
}

/** Nothing that was measured, or that hosts tell, speaks against the prediction: its sentence is that of the pair. */
export const cameTrue = (pair: Pair): boolean =>
  pair.now === undefined &&
  (pair.result === undefined || pair.predicted === undefined || pair.result.measured === pair.predicted);

/** Where the words of a reason's code do not say it. */
const SHORT: Readonly<Record<string, string>> = {
  'any-interface': 'by any interface',
  'different-subnet-no-router': 'no router between',
  'different-vlan-no-router': 'no router between',
  'host-to-own-macvlan': 'own host, macvlan',
  'router-no-route': 'router has no route',
  'rp-filter': 'reverse path filter',
};

const shortly = (code = ''): string => SHORT[code] ?? code.replaceAll('-', ' ');

/** Why, in a word or two, of the state that `verdictOf` speaks of: the prediction's reason only where it came true. */
export function whyWords(pair: Pair): string {
  const { result, predicted, now, code } = pair;
  const verdict = verdictOf(pair);
  if (verdict === 'not-deployed') return 'not deployed';
  if (verdict === 'failed') return 'ping failed';
  if (now) return shortly(now.code);
  if (!result) return shortly(code);
  if (predicted === 'uncertain') return 'measured, was not certain';
  return verdict === 'disagrees' || result.measured !== predicted
    ? `not as ${otherVoice(pair, result).split(' ', 1)[0]}`
    : shortly(code);
}

/** `expected reachable`, `predicted unreachable`: the voice that a measurement contradicts. */
export const otherVoice = (
  { expected, predicted }: Pick<Pair, 'expected' | 'predicted'>,
  { measured }: PingResult,
): string =>
  expected !== undefined && expected !== 'uncertain' && expected !== measured && expected !== predicted
    ? `expected ${expected}`
    : `predicted ${predicted ?? 'nothing'}`;

/** `0.84 ms`, `12 ms`: two significant places are what a ping is good for. */
export function milliseconds(value: number): string {
  if (value < 10) return `${value.toFixed(2)} ms`;
  return `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}
