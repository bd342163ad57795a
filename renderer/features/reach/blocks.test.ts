import { expect, it } from 'vitest';
import type { PingResult } from '../../../shared/api.ts';
import type { Forecast } from '../../derived/forecast.ts';
import { reachOf } from '../../derived/pairs.ts';
import { pingKey } from '../../store/run/state.ts';
import { blockSign, blockWords, colourOf, countBlock, partOf } from './blocks.ts';

const FROM = ['a/1', 'a/2'];
const TO = ['b/1', 'b/2'].map((id) => ({ id, address: id }));
const forecast: Forecast = {
  sources: FROM,
  targets: TO,
  outcome: () => ({ verdict: 'reachable', code: 'same-segment' }),
  explain: () => undefined,
  explainSoon: () => Promise.resolve(undefined),
};

/** @param results by source and target; what is announced and has none is left out: its verify was cancelled */
function counted(results: Readonly<Record<string, PingResult['measured'] | undefined>>, old = false) {
  const pings = Object.entries(results).map(([pair, measured]) => {
    const [from = '', to = ''] = pair.split(' ');
    const reason = { code: 'same-segment', text: '' };
    const foretold = { from, to, address: to, expected: 'reachable', predicted: 'reachable', reason } as const;
    const agrees = measured === 'reachable';
    const result = measured && {
      ...foretold,
      measured,
      sent: 1,
      received: agrees ? 1 : 0,
      rttMs: null,
      agrees,
      said: '',
    };
    return [pingKey(from, to, to), { ...foretold, result, diagnosis: undefined }] as const;
  });
  const reach = reachOf({ forecast, pings: new Map(pings), expectations: [], old, measuring: false });
  return countBlock(reach, FROM, TO);
}
const told = (count: ReturnType<typeof counted>) => [
  partOf(count),
  colourOf(count),
  blockSign(count),
  blockWords(count),
];

it('before anything is measured a block is a prediction', () => {
  expect(told(counted({}))).toEqual(['none', 'reachable', '4', '4 of 4 pairs reach, predicted']);
});

it('of a verify that was cancelled a block shows how much of it was measured, and has no colour for the rest', () => {
  const cancelled = counted({ 'a/1 b/1': 'reachable', 'a/1 b/2': undefined, 'a/2 b/1': undefined });
  expect(told(cancelled)).toEqual([
    'part',
    'unknown',
    '1 of 4',
    '1 of 4 pairs measured, 1 reach; of the other 3 are 3 predicted to',
  ]);
});

it('what is otherwise is loud in a part, too', () => {
  expect(told(counted({ 'a/1 b/1': 'unreachable', 'a/1 b/2': 'reachable' }))).toEqual([
    'part',
    'disagrees',
    '1 !',
    '2 of 4 pairs measured, 1 reach, 1 otherwise than predicted; of the other 2 are 2 predicted to',
  ]);
});

it('a block that was measured whole says so, and when that was before the last change', () => {
  const all = {
    'a/1 b/1': 'reachable',
    'a/1 b/2': 'reachable',
    'a/2 b/1': 'reachable',
    'a/2 b/2': 'reachable',
  } as const;
  expect(told(counted(all))).toEqual(['all', 'reachable', '4', '4 of 4 pairs reach, measured']);
  expect(blockWords(counted(all, true))).toBe('4 of 4 pairs reach, measured before the last change');
});

it('large numbers have room', () => {
  const count = { ...counted({ 'a/1 b/1': 'reachable' }), pairs: 12_345, measured: 1099 };
  expect(blockSign(count)).toBe('1k of 12.3k');
});
