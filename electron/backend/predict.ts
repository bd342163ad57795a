/** What each ping is expected to do: what the lab file expects of it, else what is predicted. */
import type { PingResult } from '../../shared/api.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { Pair, States } from '../../shared/reach/endpoints.ts';

export type Foretold = Omit<PingResult, 'measured' | 'sent' | 'received' | 'rttMs' | 'agrees' | 'said'>;
export type Predict = (lab: Lab, states: States, pairs: readonly Pair[]) => readonly Foretold[];

/** Knows only what the lab file expects; everything else is uncertain. */
export const expectations: Predict = (lab, _states, pairs) => {
  const expected = new Map(lab.expect.map(({ from, to, reachable }) => [JSON.stringify([from, to]), reachable]));
  return pairs.map(({ source, target }) => {
    const wanted = expected.get(JSON.stringify([source.id, target.id]));
    return {
      from: source.id,
      to: target.id,
      address: target.address ?? '',
      expected: wanted === undefined ? 'uncertain' : wanted ? 'reachable' : 'unreachable',
      predicted: 'uncertain',
      reason: { code: 'not-predicted', text: 'This was not predicted.' },
    };
  });
};
