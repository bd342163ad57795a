import { expect, test } from 'vitest';
import type { PingResult } from '../../shared/api.ts';
import { applied } from '../../shared/outcome.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import { planLines } from './plan-text.ts';
import { endOf, hostPlan, scripted } from './testing/scripted.ts';

const one = hostPlan('docker01', 2);
const plan: Plan = {
  id: 'p',
  lab: 'lab',
  intent: 'deploy',
  hosts: [
    { ...one, changes: one.changes.map((change) => ({ ...change, commands: ['ip link add x'] })) },
    hostPlan('h2', 0),
  ],
  summary: { create: 2, update: 0, replace: 0, delete: 0 },
  problems: [],
};
const wide = { commands: false, width: Number.POSITIVE_INFINITY, pings: undefined };

test('a plan: the sum, each host, its steps, and their commands only where they are asked for', () => {
  expect(planLines(plan, wide)).toEqual([
    '2 to create, on 1 of 2 hosts.',
    '',
    '          create  update  replace  delete',
    'docker01       2       0        0       0',
    'h2             0       0        0       0',
    '',
    'docker01',
    '  + Make thing 0.',
    '  + Make thing 1.',
  ]);
  expect(planLines(plan, { ...wide, commands: true })).toContain('      ip link add x');
});

test('which pings it gains and loses is said with the sum', () => {
  const pings = {
    gained: { count: 12, pairs: ['a', 'b', 'c', 'd'].map((from) => ({ from, to: 'x' })) },
    lost: { count: 1, pairs: [{ from: 'x', to: 'a' }] },
    open: { count: 2, pairs: [{ from: 'a', to: 'y' }], why: 'docker01 is a virtual machine.' },
  };
  expect(planLines(plan, { ...wide, pings }).slice(1, 6)).toEqual([
    'Pings: 12 gained, 1 lost, 2 uncertain.',
    '  gained: a → x, b → x, c → x and 9 more',
    '  lost: x → a',
    '  uncertain: a → y and 1 more',
    '  docker01 is a virtual machine.',
  ]);
});

test('a sentence is broken where the terminal ends', () => {
  const long = {
    ...plan,
    hosts: [{ ...one, changes: [{ ...one.changes[0], summary: 'word '.repeat(30).trim() }] }],
  } as Plan;
  for (const line of planLines(long, { ...wide, width: 44 })) expect(line.length).toBeLessThanOrEqual(44);
});

const ping = (from: string, fields: Partial<PingResult>): PingResult => ({
  from,
  to: 'h2/c',
  address: '10.0.0.2',
  expected: 'reachable',
  predicted: 'reachable',
  measured: 'reachable',
  sent: 3,
  received: 3,
  rttMs: 0.25,
  agrees: true,
  reason: { code: 'same-segment', text: '' },
  said: '',
  ...fields,
});

test('a verify: the sum, what is not as expected, and the rest', async () => {
  const results = [
    ping('h1/container', {}),
    ping('h1', { measured: 'unreachable', received: 0, rttMs: null, agrees: false, said: 'no answer\nat all' }),
  ];
  const seen = applied([], new Set());
  const verify = {
    kind: 'ends',
    events: [{ type: 'pings', results }],
    ending: endOf(seen, { kind: 'failed', problems: [] }, 1, 2),
  } as const;
  const { out } = await scripted(['verify', 'lab.yaml'], { verify }, { file: '' });
  expect(out).toEqual([
    '2 pings: 1 as expected, 1 not; 1 came back, 1 did not.',
    '',
    '! h1 → h2/c (10.0.0.2)            unreachable: no answer, expected reachable',
    '✓ h1/container → h2/c (10.0.0.2)  3 of 3, 0.25 ms',
    '',
    '1 of 2 as expected.',
  ]);
});
