import { expect, it } from 'vitest';
import { type Pair, reachOf } from './pairs.ts';
import { verdictsOf } from './reach.ts';

const forecast = (reached: readonly string[]) => ({
  sources: ['a/x'],
  targets: [],
  outcome: (_from: string, { address }: { readonly address: string }) =>
    reached.includes(address)
      ? ({ verdict: 'reachable', code: 'same-segment' } as const)
      : ({ verdict: 'unreachable', code: 'no-route' } as const),
  explain: () => undefined,
  explainSoon: () => Promise.resolve(undefined),
});

it('a thing of several addresses wears the loudest of its verdicts, in whatever order they stand', () => {
  const marks = (...addresses: readonly string[]) => {
    const reach = reachOf({ forecast: forecast(['10.0.0.2']), pings: new Map(), expectations: [] });
    const pairs = addresses.map((address) => reach.pair('a/x', { id: 'b/y', address }) as Pair);
    return verdictsOf(pairs).get('b/y');
  };
  expect(marks('10.0.0.2')).toBe('reachable');
  expect(marks('10.0.0.2', '10.1.0.2')).toBe('unreachable');
  expect(marks('10.1.0.2', '10.0.0.2')).toBe('unreachable');
});
