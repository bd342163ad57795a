import { expect, test } from 'vitest';
import { freshHost } from './host/fresh-host.ts';
import {
  answered,
  applied,
  compared,
  conclude,
  type Fate,
  looked,
  measured,
  notBegun,
  refused,
  UNSEEN,
} from './outcome.ts';
import { problem } from './problem.ts';

const fault = problem({ code: 'c', message: 'm', hint: 'h' });
const warning = problem({ code: 'w', message: 'm', hint: 'h', severity: 'warning' });
const seen = applied([0, 1], new Set([0, 1]));
const fates: Readonly<Record<Fate['kind'], Fate>> = {
  seen,
  unfinished: applied([0, 1], new Set([0])),
  failed: { kind: 'failed', problems: [fault] },
  unreached: { kind: 'unreached', problems: [fault] },
  lost: { kind: 'lost', problems: [fault] },
  unseen: UNSEEN,
};
const kinds = Object.keys(fates) as Fate['kind'][];

const of = (one: Fate['kind'], other: Fate['kind'], stopped: boolean) =>
  conclude({
    hosts: ['h1', 'h2'],
    fates: new Map([
      ['h1', fates[one]],
      ['h2', fates[other]],
    ]),
    count: 1,
    of: 2,
    stopped,
  });

const pairsOfKinds = kinds.flatMap((one) => kinds.map((other) => [one, other] as const));

test.each(pairsOfKinds)('of %s and %s only two that were seen are done', (one, other) => {
  for (const stopped of [false, true]) {
    const ending = of(one, other, stopped);
    const all = one === 'seen' && other === 'seen';
    expect(ending.outcome === 'done').toBe(all);
    if (stopped && !all) expect(ending.outcome).toBe('cancelled');
    // Whoever is told that it is not done is told why, unless somebody stopped it.
    if (!all && !stopped) expect(ending.problems.length).toBeGreaterThan(0);
    const dark: readonly Fate['kind'][] = ['lost', 'unseen', 'unreached'];
    expect(ending.unknown).toEqual([...(dark.includes(one) ? ['h1'] : []), ...(dark.includes(other) ? ['h2'] : [])]);
  }
});

test('what is known to be wrong is told before what is lost, and that before what was not seen', () => {
  expect(of('failed', 'lost', false).outcome).toBe('failed');
  expect(of('unreached', 'seen', false).outcome).toBe('failed');
  expect(of('lost', 'unseen', false).outcome).toBe('lost');
  expect(of('unseen', 'seen', false)).toMatchObject({ outcome: 'unknown', problems: [{ code: 'not-seen' }] });
  expect(of('unfinished', 'seen', false).outcome).toBe('unknown');
});

test('a host of which nothing was said was not seen', () => {
  expect(conclude({ hosts: ['h1'], fates: new Map(), count: 0, of: 0, stopped: false })).toMatchObject({
    outcome: 'unknown',
    unknown: ['h1'],
  });
});

test('an observation holds only if it was made', () => {
  const state = freshHost('h1');
  expect(looked(state, [warning]).kind).toBe('seen');
  expect(looked(state, [fault]).kind).toBe('failed');
  expect(compared('h1', []).kind).toBe('seen');
  expect(compared('h1', ['+ link x'])).toMatchObject({
    kind: 'failed',
    problems: [{ code: 'residue', subject: 'h1' }],
  });
  expect(measured(2, [{ agrees: true }]).kind).toBe('unseen');
  expect(measured(2, [{ agrees: true }, { agrees: true }]).kind).toBe('seen');
  expect(measured(1, [{ agrees: false }]).kind).toBe('failed');
  expect(measured(0, []).kind).toBe('seen');
});

test('an error that is of no host prevents it, a warning does not', () => {
  const one = (problems: readonly (typeof fault)[]) =>
    conclude({ hosts: ['h1'], fates: new Map([['h1', seen]]), count: 0, of: 0, stopped: false, problems }).outcome;
  expect(one([fault])).toBe('failed');
  expect(one([warning])).toBe('done');
  expect(answered([warning]).outcome).toBe('done');
  expect(answered([fault]).outcome).toBe('failed');
});

test('what was not begun is never done', () => {
  expect(notBegun(0).outcome).toBe('cancelled');
  expect(refused([]).outcome).toBe('failed');
});
