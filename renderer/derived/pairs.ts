import type { PingResult } from '../../shared/api.ts';
import { calledBy } from '../../shared/lab/expectations.ts';
import type { Expectation } from '../../shared/lab/lab.ts';
import type { Outcome } from '../../shared/reach/prediction.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import { isGone, type MarkState } from '../store/run/marks.ts';
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
  /** Of the drawing as it is now: by the hosts too, where they were looked at since it was changed. */
  readonly predicted: PingResult['predicted'] | undefined;
  /** Code of the reason of the prediction. */
  readonly code: string | undefined;
  readonly result: PingResult | undefined;
  /** The drawing was changed since: what was measured, and what spoke against it, is of before. */
  readonly old: boolean;
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

/** Of several together the loudest is shown; it stands last. */
export const LOUDNESS: readonly PairVerdict[] = [
  'unknown',
  'reachable',
  'unreachable',
  'not-deployed',
  'uncertain',
  'failed',
  'disagrees',
];

/** All pairs of a lab, looked up and never listed: a thousand containers have a million. */
export interface Reach {
  readonly sources: readonly string[];
  readonly targets: readonly PairEnd[];
  /** Undefined: a thing and itself, or nothing is known. */
  pair(from: string, to: PairEnd): Pair | undefined;
  readonly measured: number;
  /** How what was measured stood to what was foretold of it then: each measurement is counted once. */
  readonly came: Came;
  /** What is otherwise than predicted or expected, or could not be measured. */
  readonly disagreeing: readonly Pair[];
}

export interface Came {
  readonly asPredicted: number;
  /** Not as predicted, but as the lab file asks for. */
  readonly asExpected: number;
  /** Nobody could say before, and nothing was asked for. */
  readonly uncertain: number;
  readonly otherwise: number;
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
  /** The drawing was changed since the newest verify. */
  readonly old?: boolean;
  /** The newest verify is under way. */
  readonly measuring?: boolean;
}

/** Predictions of the drawing with the newest measurements laid over them. */
export function reachOf({ forecast, pings, expectations, live, marks, old, measuring = true }: Voices): Reach {
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
    const name = stated.size === 0 ? undefined : calledBy(to).find((each) => stated.has(`${from} ${each}`));
    const says = name === undefined ? undefined : stated.get(`${from} ${name}`);
    // What was foretold beside a measurement knows the hosts, too: it holds until the drawing is another one.
    const holds = ping !== undefined && !old;
    const predicted = holds ? ping.predicted : outcome?.verdict;
    const found = {
      from,
      to,
      expected: says ?? predicted,
      stated: says !== undefined,
      predicted,
      code: holds ? ping.reason.code : outcome?.code,
      result: ping?.result,
      old: old === true && ping?.result !== undefined,
      diagnosis: ping?.diagnosis,
      awaited: measuring && ping !== undefined && ping.result === undefined,
      absent: isGone(marks?.get(from)) || isGone(marks?.get(to.id)),
    };
    return { ...found, now: otherwise(live?.outcome(from, to), found, old === true) };
  };

  const results = [...pings.values()].flatMap(({ from, to, address, result }) => {
    const found = result && pair(from, { id: to, address });
    return found ? [{ result, found }] : [];
  });
  const came = { asPredicted: 0, asExpected: 0, uncertain: 0, otherwise: 0 };
  for (const { result, found } of results) came[howItCame(found, result)] += 1;
  const { sources, targets } = forecast ?? measuredEnds(pings);
  return {
    sources,
    targets,
    pair,
    measured: results.length,
    came,
    disagreeing: results.flatMap(({ found }) => {
      const verdict = verdictOf(found);
      return verdict === 'disagrees' || verdict === 'failed' ? [found] : [];
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

/** @param ahead the drawing was changed since the hosts were as it says: that they are otherwise than drawn is no news of theirs */
function otherwise(
  now: Outcome | undefined,
  { result, predicted }: Pick<Pair, 'result' | 'predicted'>,
  ahead: boolean,
): Outcome | undefined {
  if (now === undefined || now.verdict === 'uncertain' || result?.measured === 'error') return undefined;
  if (ahead && (result === undefined || now.verdict === predicted)) return undefined;
  return now.verdict === (result?.measured ?? predicted) ? undefined : now;
}

type Voiced = Pick<Pair, 'result' | 'predicted' | 'expected' | 'old' | 'now' | 'absent'>;

/** Whose word a pair's colour is: what hosts tell, what was measured, or what is predicted. */
export type Voice = 'now' | 'measured' | 'predicted';

export function voiceOf({ result, predicted, old, now, absent }: Voiced): Voice {
  // Of what is not there nobody but the drawing speaks.
  if (absent) return 'predicted';
  if (now) return 'now';
  if (!result) return 'predicted';
  // Where the change of the drawing says something else of a ping, what it was before is history.
  const isHistory = old && predicted !== undefined && predicted !== result.predicted && predicted !== result.measured;
  return isHistory ? 'predicted' : 'measured';
}

export function verdictOf(pair: Voiced): PairVerdict {
  const { result, predicted, old, now, absent } = pair;
  // What was never put there is not broken; what is drawn of it is still predicted.
  if (absent && (now || result)) return 'not-deployed';
  if (now) return 'disagrees';
  if (!result || voiceOf(pair) === 'predicted') return predicted ?? 'unknown';
  if (result.measured === 'error') return 'failed';
  if (old && predicted === result.measured) return result.measured;
  return agrees(pair, result) ? result.measured : 'disagrees';
}

/** With what was expected of it then, or is now if the drawing is still that of then. */
export function agrees(pair: Pick<Pair, 'expected' | 'predicted' | 'old'>, result: PingResult): boolean {
  const { expected } = heldAgainst(pair, result);
  return (
    result.measured !== 'error' && (expected === undefined || expected === 'uncertain' || expected === result.measured)
  );
}

/** The voices that a measurement stands beside: those of its own time. */
export const heldAgainst = (
  { expected, predicted, old }: Pick<Pair, 'expected' | 'predicted' | 'old'>,
  result: PingResult,
): Pick<Pair, 'expected' | 'predicted'> => (old ? result : { expected, predicted });

function howItCame(pair: Pair, result: PingResult): keyof Came {
  if (!agrees(pair, result)) return 'otherwise';
  const { predicted } = heldAgainst(pair, result);
  if (predicted === undefined || predicted === result.measured) return 'asPredicted';
  return pair.stated || predicted !== 'uncertain' ? 'asExpected' : 'uncertain';
}

/** What the lab file asks for is otherwise than what is known, or predicted where nothing is known. */
export function isUnmet(pair: Pair): boolean {
  const known = knownOf(pair);
  return pair.stated && known !== undefined && known !== pair.expected;
}

/** What a ping does, by whoever knows it best. */
export const knownOf = (pair: Pair): PingResult['predicted'] | undefined => {
  const { now, result, predicted } = pair;
  if (now && !pair.absent) return now.verdict;
  const measured = voiceOf(pair) === 'measured' && result?.measured !== 'error' ? result?.measured : undefined;
  return measured ?? predicted;
};

/** Nothing that was measured, or that hosts tell, speaks against the prediction: its sentence is that of the pair. */
export const cameTrue = ({ now, result, predicted, old }: Pair): boolean =>
  now === undefined && (result === undefined || (!old && (predicted === undefined || result.measured === predicted)));
