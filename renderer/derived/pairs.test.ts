import { describe, expect, it } from 'vitest';
import type { PingResult } from '../../shared/api.ts';
import type { ReasonCode } from '../../shared/reach/reason-codes.ts';
import { pingKey } from '../store/run/state.ts';
import type { Forecast } from './forecast.ts';
import { milliseconds, pairWords, whyWords } from './pair-words.ts';
import { cameTrue, reachOf, type Voices, verdictOf } from './pairs.ts';

const result: PingResult = {
  from: 'a/x',
  to: 'b/y',
  address: '10.0.0.2',
  expected: 'reachable',
  predicted: 'reachable',
  measured: 'reachable',
  sent: 4,
  received: 4,
  rttMs: 0.843,
  agrees: true,
  reason: { code: 'same-segment', text: 'Same VLAN.' },
  said: '',
};
const to = { id: 'b/y', address: '10.0.0.2' };
const forecast: Forecast = {
  sources: ['a/x'],
  targets: [to],
  outcome: () => ({ verdict: 'reachable', code: 'same-segment' }),
  explain: () => undefined,
  explainSoon: () => Promise.resolve(undefined),
};
const pings = (item: PingResult) =>
  new Map([[pingKey(item.from, item.to, item.address), { ...item, result: item, diagnosis: undefined }]]);
const NOW = { verdict: 'unreachable', code: 'no-route' } as const;
const silent: Voices = { forecast: undefined, pings: new Map(), expectations: [] };
const pairOf = (item: PingResult) => {
  const pair = reachOf({ ...silent, pings: pings(item) }).pair('a/x', to);
  if (!pair) throw new Error('no pair');
  return pair;
};

describe('the three voices over a pair', () => {
  it('never give the reason of a prediction that did not come true', () => {
    expect(whyWords(pairOf(result))).toBe('same segment');
    const broken = pairOf({ ...result, measured: 'unreachable', received: 0, rttMs: null, agrees: false });
    expect(whyWords(broken)).toBe('not as predicted');
    expect(cameTrue(broken)).toBe(false);
    const doubtful = { ...result, predicted: 'uncertain', expected: 'uncertain' } as const;
    const duplicate = pairOf({ ...doubtful, reason: { code: 'duplicate-address', text: 'Two have it.' } });
    expect(verdictOf(duplicate)).toBe('reachable');
    expect(whyWords(duplicate)).toBe('measured, was not certain');
    const gone = reachOf({ ...silent, forecast, live: { ...forecast, outcome: () => NOW } }).pair('a/x', to);
    expect(gone && whyWords(gone)).toBe('no route');
  });

  it('say a reason in few words of the field', () => {
    const because = (code: ReasonCode) =>
      reachOf({ ...silent, forecast: { ...forecast, outcome: () => ({ verdict: 'unreachable', code }) } }).pair(
        'a/x',
        to,
      );
    const codes: readonly ReasonCode[] = ['different-vlan-no-router', 'router-no-route', 'forward-denied'];
    const said = codes.map((code) => {
      const pair = because(code);
      return pair && whyWords(pair);
    });
    expect(said).toEqual(['no router between', 'router has no route', 'forward denied']);
  });

  it('only predict until something is measured', () => {
    const pair = reachOf({ ...silent, forecast }).pair('a/x', to);
    expect(pair && verdictOf(pair)).toBe('reachable');
    expect(pair && pairWords(pair)).toBe('predicted reachable');
  });

  it('agree in one word with the time that it took', () => {
    expect(pairWords(pairOf(result))).toBe('reachable, 0.84 ms, as predicted');
  });

  it('are both told when they differ', () => {
    const pair = pairOf({ ...result, measured: 'unreachable', received: 0, rttMs: null, agrees: false });
    expect(verdictOf(pair)).toBe('disagrees');
    expect(pairWords(pair)).toBe('unreachable, but predicted reachable');
  });

  it('say how many came back when some were lost', () => {
    expect(pairWords(pairOf({ ...result, received: 3 }))).toBe('reachable, 0.84 ms, 3 of 4 came back, as predicted');
  });

  it('never take a ping that could not run for a network that does not answer', () => {
    const pair = pairOf({ ...result, measured: 'error', rttMs: null, agrees: false, said: 'no such container' });
    expect(verdictOf(pair)).toBe('failed');
    expect(pairWords(pair)).toBe('ping failed: no such container');
  });

  it('are overruled by hosts that tell that it is otherwise now', () => {
    const down: Forecast = { ...forecast, outcome: () => ({ verdict: 'unreachable', code: 'link-down' }) };
    const pair = reachOf({ ...silent, forecast, pings: pings(result), live: down }).pair('a/x', to);
    expect(pair && verdictOf(pair)).toBe('disagrees');
    expect(pair && pairWords(pair)).toBe('unreachable now, but measured reachable before');
    const same = reachOf({ ...silent, forecast, pings: pings(result), live: forecast }).pair('a/x', to);
    expect(same && pairWords(same)).toBe('reachable, 0.84 ms, as predicted');
  });

  it('call what was never put there not deployed, however its ping went', () => {
    const failed = { ...result, measured: 'error', rttMs: null, agrees: false, said: 'no such container' } as const;
    const pair = reachOf({ ...silent, forecast, pings: pings(failed), marks: new Map([['b/y', 'planned']]) }).pair(
      'a/x',
      to,
    );
    expect(pair && verdictOf(pair)).toBe('not-deployed');
    expect(pair && pairWords(pair)).toBe('not deployed, predicted reachable');
    const drawn = reachOf({ ...silent, forecast, marks: new Map([['b/y', 'planned']]) }).pair('a/x', to);
    expect(drawn && verdictOf(drawn)).toBe('reachable');
  });

  it('mark what the file itself expects', () => {
    const expects = [{ from: 'a/x', to: 'b/y', reachable: false }];
    expect(reachOf({ ...silent, forecast, expectations: expects }).pair('a/x', to)).toMatchObject({
      stated: true,
      expected: 'unreachable',
    });
  });

  it('mark what the file expects of an address, and of a host for its own addresses only', () => {
    const stated = (wanted: string, id: string): boolean | undefined =>
      reachOf({
        ...silent,
        forecast,
        expectations: [{ from: 'a/x', to: wanted, reachable: false }],
      }).pair('a/x', { id, address: to.address })?.stated;
    expect(stated(to.address, 'b/y')).toBe(true);
    expect(stated('b', 'b:eth0')).toBe(true);
    expect(stated('b', 'b/y')).toBe(false);
  });
});

it('finds the ping of a container whose address was not known before', () => {
  const unknown = { id: 'b/y', address: '' };
  expect(
    reachOf({ ...silent, forecast: { ...forecast, targets: [unknown] }, pings: pings(result) }).pair('a/x', unknown)
      ?.result,
  ).toBe(result);
});

it('writes times as precisely as a ping is', () => {
  expect([0.084, 0.843, 12.34, 123.4].map(milliseconds)).toEqual(['0.08 ms', '0.84 ms', '12.3 ms', '123 ms']);
});
