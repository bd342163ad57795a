/** One pair in every state that it can be in: its cell, its row in the inspector, its way on the drawing and its sentence say the same. */
import { expect, it } from 'vitest';
import type { PingResult } from '../../shared/api.ts';
import type { VerdictKind } from '../../shared/reach/verdict.ts';
import { pingKey } from '../store/run/state.ts';
import type { Forecast } from './forecast.ts';
import { countedWords, pairWords, wayWords, whyWords } from './pair-words.ts';
import { cameTrue, knownOf, type Pair, reachOf, verdictOf, voiceOf } from './pairs.ts';

const to = { id: 'b/y', address: '10.0.0.2' };
const REASONS = { reachable: 'same-segment', unreachable: 'no-route', uncertain: 'duplicate-address' } as const;

const forecastOf = (verdict: VerdictKind): Forecast => ({
  sources: ['a/x'],
  targets: [to],
  outcome: () => ({ verdict, code: REASONS[verdict] }),
  explain: () => undefined,
  explainSoon: () => Promise.resolve(undefined),
});

type Measured = PingResult['measured'];

interface State {
  /** What is predicted of the drawing as it is. */
  readonly predicted: VerdictKind | undefined;
  /** What was predicted when it was measured, where that is otherwise. */
  readonly was?: VerdictKind;
  readonly measured?: Measured;
  readonly when?: 'now' | 'before';
  readonly expects?: 'reachable' | 'unreachable';
  /** Stated when it was measured. */
  readonly expectedThen?: 'reachable' | 'unreachable';
  readonly hosts?: VerdictKind;
  readonly absent?: true;
  readonly awaited?: 'running' | 'cancelled';
}

function pairIn(state: State): Pair {
  const { predicted, measured, was = predicted ?? 'reachable', expectedThen, expects, hosts, awaited } = state;
  const foretold = { from: 'a/x', to: 'b/y', address: to.address, predicted: was, expected: expectedThen ?? was };
  const reason = { code: REASONS[was], text: 'A sentence.' };
  const expected = foretold.expected;
  const result: PingResult | undefined = measured && {
    ...foretold,
    reason,
    measured,
    sent: 4,
    received: measured === 'reachable' ? 4 : 0,
    rttMs: measured === 'reachable' ? 0.84 : null,
    agrees: measured !== 'error' && (expected === 'uncertain' || expected === measured),
    said: '',
  };
  const ping = { ...foretold, reason, result, diagnosis: undefined };
  const pings = result || awaited ? new Map([[pingKey('a/x', 'b/y', to.address), ping]]) : new Map();
  const pair = reachOf({
    forecast: predicted && forecastOf(predicted),
    pings,
    expectations: expects ? [{ from: 'a/x', to: 'b/y', reachable: expects === 'reachable' }] : [],
    live: hosts && forecastOf(hosts),
    ...(state.absent && { marks: new Map([['b/y', 'planned']]) }),
    old: state.when === 'before',
    measuring: awaited === 'running',
  }).pair('a/x', to);
  if (!pair) throw new Error('there is no pair');
  return pair;
}

/** The state; its colour and whose word that is; its sentence; its row in the inspector; what stands on its way. */
type Row = readonly [State, string, string, string, string];

const [R, U, Q] = ['reachable', 'unreachable', 'uncertain'] as const;
const now = 'now' as const;
const before = 'before' as const;

const NOT_MEASURED: readonly Row[] = [
  [{ predicted: R }, 'reachable predicted', 'predicted reachable', 'same segment', ''],
  [{ predicted: U }, 'unreachable predicted', 'predicted unreachable', 'no route', '✕ predicted unreachable'],
  [{ predicted: Q }, 'uncertain predicted', 'predicted uncertain', 'duplicate address', ''],
  [
    { predicted: R, expects: U },
    'reachable predicted',
    'predicted reachable, but expected unreachable',
    'same segment',
    '',
  ],
  [{ predicted: R, absent: true }, 'reachable predicted', 'predicted reachable', 'same segment', ''],
  [{ predicted: Q, absent: true }, 'uncertain predicted', 'predicted uncertain', 'duplicate address', ''],
  [
    { predicted: R, awaited: 'running' },
    'reachable predicted',
    'predicted reachable, being measured',
    'same segment',
    '',
  ],
  [{ predicted: R, awaited: 'cancelled' }, 'reachable predicted', 'predicted reachable', 'same segment', ''],
  [
    { predicted: R, hosts: U },
    'disagrees now',
    'unreachable now, but predicted reachable',
    'no route',
    '✕ unreachable now',
  ],
  [
    { predicted: R, hosts: U, absent: true },
    'not-deployed predicted',
    'not deployed, predicted reachable',
    'not deployed',
    '○ not deployed',
  ],
  // Drawn since the hosts were as drawn, and not deployed yet.
  [{ predicted: R, hosts: U, when: before }, 'reachable predicted', 'predicted reachable', 'same segment', ''],
];

const MEASURED_NOW: readonly Row[] = [
  [
    { predicted: R, measured: R, when: now },
    'reachable measured',
    'reachable, 0.84 ms, as predicted',
    'same segment',
    '✓ 0.84 ms',
  ],
  [
    { predicted: U, measured: U, when: now },
    'unreachable measured',
    'unreachable, as predicted',
    'no route',
    '✕ not reached',
  ],
  [
    { predicted: R, measured: U, when: now },
    'disagrees measured',
    'unreachable, but predicted reachable',
    'not as predicted',
    '✕ not reached',
  ],
  [
    { predicted: U, measured: R, when: now },
    'disagrees measured',
    'reachable, 0.84 ms, but predicted unreachable',
    'not as predicted',
    '! 0.84 ms',
  ],
  [
    { predicted: Q, measured: R, when: now },
    'reachable measured',
    'reachable, 0.84 ms, which was not certain',
    'measured, was not certain',
    '✓ 0.84 ms',
  ],
  [
    { predicted: Q, measured: U, when: now },
    'unreachable measured',
    'unreachable, which was not certain',
    'measured, was not certain',
    '✕ not reached',
  ],
  // By the drawing alone it was certain; the hosts that were looked at left it open.
  [
    { predicted: R, was: Q, measured: U, when: now },
    'unreachable measured',
    'unreachable, which was not certain',
    'measured, was not certain',
    '✕ not reached',
  ],
  [
    { predicted: R, measured: 'error', when: now },
    'failed measured',
    'ping failed: no answer from the host',
    'ping failed',
    '! ping failed',
  ],
  [
    { predicted: Q, measured: 'error', when: now },
    'failed measured',
    'ping failed: no answer from the host',
    'ping failed',
    '! ping failed',
  ],
  [
    { predicted: R, measured: U, when: now, expects: U, expectedThen: U },
    'unreachable measured',
    'unreachable, as expected, but predicted reachable',
    'not as predicted',
    '✕ not reached',
  ],
  [
    { predicted: R, measured: R, when: now, expects: U, expectedThen: U },
    'disagrees measured',
    'reachable, 0.84 ms, but expected unreachable',
    'not as expected',
    '! 0.84 ms',
  ],
  [
    { predicted: Q, measured: U, when: now, expects: U, expectedThen: U },
    'unreachable measured',
    'unreachable, as expected, which was not certain',
    'measured, was not certain',
    '✕ not reached',
  ],
  [
    { predicted: Q, measured: U, when: now, expects: R, expectedThen: R },
    'disagrees measured',
    'unreachable, but expected reachable',
    'not as expected',
    '✕ not reached',
  ],
  [
    { predicted: R, measured: 'error', when: now, absent: true },
    'not-deployed predicted',
    'not deployed, predicted reachable',
    'not deployed',
    '○ not deployed',
  ],
  [
    { predicted: Q, measured: R, when: now, absent: true },
    'not-deployed predicted',
    'not deployed, predicted uncertain',
    'not deployed',
    '○ not deployed',
  ],
  [
    { predicted: R, measured: R, when: now, hosts: R },
    'reachable measured',
    'reachable, 0.84 ms, as predicted',
    'same segment',
    '✓ 0.84 ms',
  ],
  [
    { predicted: R, measured: R, when: now, hosts: U },
    'disagrees now',
    'unreachable now, but measured reachable before',
    'no route',
    '✕ unreachable now',
  ],
  [
    { predicted: Q, measured: R, when: now, hosts: U },
    'disagrees now',
    'unreachable now, but measured reachable before',
    'no route',
    '✕ unreachable now',
  ],
  [
    { predicted: Q, measured: R, when: now, hosts: Q },
    'reachable measured',
    'reachable, 0.84 ms, which was not certain',
    'measured, was not certain',
    '✓ 0.84 ms',
  ],
];

const MEASURED_BEFORE: readonly Row[] = [
  [
    { predicted: R, measured: R, when: before },
    'reachable measured',
    'measured before the last change: reachable, 0.84 ms; predicted reachable now',
    'measured before',
    '✓ 0.84 ms before',
  ],
  [
    { predicted: U, measured: U, when: before },
    'unreachable measured',
    'measured before the last change: unreachable; predicted unreachable now',
    'measured before',
    '✕ not reached before',
  ],
  // It was broken before, and the change is about something else.
  [
    { predicted: R, measured: U, when: before },
    'disagrees measured',
    'measured before the last change: unreachable, but predicted reachable then; predicted reachable now',
    'measured before',
    '✕ not reached before',
  ],
  [
    { predicted: Q, measured: R, when: before },
    'reachable measured',
    'measured before the last change: reachable, 0.84 ms; predicted uncertain now',
    'measured before',
    '✓ 0.84 ms before',
  ],
  [
    { predicted: Q, measured: U, when: before },
    'unreachable measured',
    'measured before the last change: unreachable; predicted uncertain now',
    'measured before',
    '✕ not reached before',
  ],
  // What is drawn now does otherwise than what was measured: the drawing speaks.
  [
    { predicted: U, was: R, measured: R, when: before },
    'unreachable predicted',
    'measured before the last change: reachable, 0.84 ms; predicted unreachable now',
    'no route',
    '✕ predicted unreachable',
  ],
  [
    { predicted: R, was: U, measured: U, when: before },
    'reachable predicted',
    'measured before the last change: unreachable; predicted reachable now',
    'same segment',
    '',
  ],
  [
    { predicted: Q, was: R, measured: R, when: before },
    'uncertain predicted',
    'measured before the last change: reachable, 0.84 ms; predicted uncertain now',
    'duplicate address',
    '',
  ],
  [
    { predicted: R, was: Q, measured: U, when: before },
    'reachable predicted',
    'measured before the last change: unreachable; predicted reachable now',
    'same segment',
    '',
  ],
  // It was uncertain, was measured, and is certain now.
  [
    { predicted: R, was: Q, measured: R, when: before },
    'reachable measured',
    'measured before the last change: reachable, 0.84 ms; predicted reachable now',
    'measured before',
    '✓ 0.84 ms before',
  ],
  // The change explains what had disagreed.
  [
    { predicted: U, was: R, measured: U, when: before },
    'unreachable measured',
    'measured before the last change: unreachable, but predicted reachable then; predicted unreachable now',
    'measured before',
    '✕ not reached before',
  ],
  [
    { predicted: R, measured: 'error', when: before },
    'failed measured',
    'ping failed before the last change: no answer from the host; predicted reachable now',
    'ping failed before',
    '! ping failed before',
  ],
  [
    { predicted: U, was: R, measured: 'error', when: before },
    'unreachable predicted',
    'ping failed before the last change: no answer from the host; predicted unreachable now',
    'no route',
    '✕ predicted unreachable',
  ],
  // The file has an error: nothing is predicted.
  [
    { predicted: undefined, measured: R, when: before },
    'reachable measured',
    'measured before the last change: reachable, 0.84 ms',
    'measured before',
    '✓ 0.84 ms before',
  ],
  [
    { predicted: undefined, was: Q, measured: U, when: before },
    'unreachable measured',
    'measured before the last change: unreachable',
    'measured before',
    '✕ not reached before',
  ],
  [
    { predicted: R, measured: R, when: before, absent: true },
    'not-deployed predicted',
    'not deployed, predicted reachable',
    'not deployed',
    '○ not deployed',
  ],
  // The hosts are as they were, and not as drawn: nobody has deployed it yet, and nothing is broken.
  [
    { predicted: U, was: R, measured: R, when: before, hosts: R },
    'unreachable predicted',
    'measured before the last change: reachable, 0.84 ms; predicted unreachable now',
    'no route',
    '✕ predicted unreachable',
  ],
  // A segment that carries less is drawn, and told of no host.
  [
    { predicted: U, was: R, measured: R, when: before, hosts: U },
    'unreachable predicted',
    'measured before the last change: reachable, 0.84 ms; predicted unreachable now',
    'no route',
    '✕ predicted unreachable',
  ],
  // Something was broken on a host besides.
  [
    { predicted: R, measured: R, when: before, hosts: U },
    'disagrees now',
    'unreachable now, but measured reachable before',
    'no route',
    '✕ unreachable now',
  ],
];

it.each([...NOT_MEASURED, ...MEASURED_NOW, ...MEASURED_BEFORE])('%j', (state, colour, sentence, row, way) => {
  const pair = pairIn(state);
  expect(`${verdictOf(pair)} ${voiceOf(pair)}`).toBe(colour);
  expect(pairWords(pair)).toBe(sentence);
  expect(whyWords(pair)).toBe(row);
  expect(wayWords(pair)).toBe(way);
});

const STATES = [...NOT_MEASURED, ...MEASURED_NOW, ...MEASURED_BEFORE].map(([state]) => state);

it.each(STATES)('of %j colour, count and reason are of one mind', (state) => {
  const pair = pairIn(state);
  const verdict = verdictOf(pair);
  // What counts as reached is what is shown as reached.
  if (verdict === 'reachable' || verdict === 'unreachable' || verdict === 'uncertain')
    expect(knownOf(pair)).toBe(verdict);
  // The prediction's sentence stands for the pair only where it was measured so, on the drawing as it is, or was not measured.
  if (cameTrue(pair)) expect([undefined, state.was ?? state.predicted]).toContain(pair.result?.measured);
  if (pair.old) expect(cameTrue(pair)).toBe(false);
  // Nothing is said to be as anything that it is not.
  if (pairWords(pair).includes('as predicted')) expect(pair.result?.measured).toBe(pair.predicted);
  if (pairWords(pair).includes('as expected')) expect(pair.stated).toBe(true);
  if (/\bbefore\b/.test(whyWords(pair))) expect(pairWords(pair)).toContain('before the last change');
});

it('counts of a measurement: a ping that never left its machine was not sent, and is not 0 of 0', () => {
  const counted = (measured: Measured, sent: number, received: number, rttMs: number | null = null): string =>
    countedWords({ ...(pairIn({ predicted: 'unreachable', measured }).result as PingResult), sent, received, rttMs });
  expect(counted('unreachable', 0, 0)).toBe('unreachable: not sent, for the sender has no way there');
  expect(counted('unreachable', 3, 0)).toBe('unreachable, 0 of 3');
  expect(counted('reachable', 3, 2, 0.84)).toBe('reachable, 2 of 3 · 0.84 ms');
  expect(counted('error', 0, 0)).toBe('ping failed');
});
