import { describe, expect, it } from 'vitest';
import type { BackendEvent, EventBody, PingResult } from '../../../shared/api.ts';
import type { Change, Plan } from '../../../shared/plan/plan.ts';
import { problem } from '../../../shared/problem.ts';
import { reduceEvents } from './reduce.ts';
import { NOTHING_RUN, OUTPUT_LIMIT, pingKey, type RunState } from './state.ts';

let seq = 0;
const stamped = (...bodies: readonly EventBody[]): BackendEvent[] =>
  bodies.map((body) => ({ ...body, seq: ++seq, at: seq * 10 }));
const run = (state: RunState, ...bodies: readonly EventBody[]): RunState => reduceEvents(state, stamped(...bodies));

const change = (resource: string, subject: string): Change => ({
  action: 'create',
  resource,
  kind: 'vlan',
  subject,
  summary: `Create ${resource}`,
  commands: ['ip link add'],
  after: [],
});

const plan: Plan = {
  id: 'p1',
  lab: 'test',
  intent: 'deploy',
  hosts: [
    {
      host: 'docker01',
      changes: [change('vlan:ens33.10', 'docker01:ens33.10'), change('network:mac_net10', 'mac_net10')],
      forgets: [],
      standing: [
        { resource: 'vlan:ens33.10', subject: 'docker01:ens33.10', kind: 'vlan', state: 'absent' },
        { resource: 'network:mac_net10', subject: 'mac_net10', kind: 'network', state: 'absent' },
        { resource: 'container:old', subject: 'docker01/old', kind: 'container', state: 'present' },
      ],
      problems: [],
    },
  ],
  summary: { create: 2, update: 0, replace: 0, delete: 0 },
  problems: [],
};

const deploying = (): RunState =>
  run(
    NOTHING_RUN,
    { type: 'planned', activity: 'a1', plan },
    {
      type: 'activity-started',
      activity: {
        id: 'a2',
        kind: 'deploy',
        lab: 'test',
        target: 'real',
        hosts: ['docker01'],
        startedAt: 0,
        plan: 'p1',
      },
    },
  );

describe('a deploy as its events arrive', () => {
  it('marks what a plan will create and what is there', () => {
    const { marks } = run(NOTHING_RUN, { type: 'planned', activity: 'a1', plan });
    expect(marks.get('docker01:ens33.10')).toBe('planned');
    expect(marks.get('docker01|mac_net10')).toBe('planned');
    expect(marks.get('docker01/old')).toBe('present');
  });

  it('gives the lane of each host the steps of the approved plan', () => {
    expect(deploying().activities[0]?.lanes[0]?.steps.map((step) => step.status)).toEqual(['waiting', 'waiting']);
  });

  it('changes the mark of a thing as its step begins and ends', () => {
    const begun = run(deploying(), { type: 'step-started', activity: 'a2', host: 'docker01', step: 0 });
    expect(begun.marks.get('docker01:ens33.10')).toBe('changing');
    const ended = run(
      begun,
      { type: 'step-output', activity: 'a2', host: 'docker01', step: 0, text: 'ok\n' },
      { type: 'step-ended', activity: 'a2', host: 'docker01', step: 0, status: 'done', ms: 120 },
    );
    expect(ended.marks.get('docker01:ens33.10')).toBe('present');
    expect(ended.activities[0]?.lanes[0]?.steps[0]).toMatchObject({ status: 'done', ms: 120, output: 'ok\n' });
  });

  it('shows a failed step as failing, with its problem', () => {
    const trouble = problem({ code: 'step-failed', message: 'It failed.', hint: 'Look.' });
    const failed = run(deploying(), {
      type: 'step-ended',
      activity: 'a2',
      host: 'docker01',
      step: 1,
      status: 'failed',
      ms: 5,
      problem: trouble,
    });
    expect(failed.marks.get('docker01|mac_net10')).toBe('failing');
    expect(failed.marks.get('docker01')).toBe('failing');
    expect(failed.activities[0]?.lanes[0]?.steps[1]?.problem).toBe(trouble);
  });

  it('says nothing of a thing whose step nobody has seen end: its connection was lost', () => {
    const lost = run(
      deploying(),
      { type: 'step-started', activity: 'a2', host: 'docker01', step: 0 },
      { type: 'step-ended', activity: 'a2', host: 'docker01', step: 0, status: 'unknown', ms: 5 },
    );
    expect(lost.marks.get('docker01:ens33.10')).toBe('unknown');
  });

  it('keeps the end of a very long output', () => {
    const long = run(
      deploying(),
      { type: 'step-output', activity: 'a2', host: 'docker01', step: 0, text: 'x'.repeat(OUTPUT_LIMIT) },
      { type: 'step-output', activity: 'a2', host: 'docker01', step: 0, text: 'the end' },
    );
    const output = long.activities[0]?.lanes[0]?.steps[0]?.output ?? '';
    expect(output).toHaveLength(OUTPUT_LIMIT);
    expect(output.endsWith('the end')).toBe(true);
  });

  it('ignores what it has seen before', () => {
    const state = deploying();
    const [event] = stamped({ type: 'step-started', activity: 'a2', host: 'docker01', step: 0 });
    if (!event) throw new Error('no event');
    const once = reduceEvents(state, [event]);
    expect(reduceEvents(once, [event])).toEqual(once);
  });
});

describe('a verify as its events arrive', () => {
  const pair = {
    from: 'docker01/bbox10',
    to: 'docker02/bbox11',
    address: '172.16.10.11',
    expected: 'reachable' as const,
    predicted: 'reachable' as const,
    reason: { code: 'same-segment', text: 'Same VLAN.' },
  };
  const result: PingResult = {
    ...pair,
    measured: 'reachable',
    sent: 4,
    received: 4,
    rttMs: 0.8,
    agrees: true,
    said: '',
  };

  it('knows all pairs first and fills them in', () => {
    const announced = run(
      NOTHING_RUN,
      {
        type: 'activity-started',
        activity: { id: 'v1', kind: 'verify', lab: 'test', target: 'real', hosts: ['docker01'], startedAt: 0 },
      },
      { type: 'pings-expected', activity: 'v1', total: 1, pairs: [pair] },
    );
    expect(announced.pings.get(pingKey(pair.from, pair.to, pair.address))?.result).toBeUndefined();
    const measured = run(announced, { type: 'pings', activity: 'v1', results: [result] });
    expect(measured.pings.get(pingKey(pair.from, pair.to, pair.address))?.result?.rttMs).toBe(0.8);
    expect(announced.pings.get(pingKey(pair.from, pair.to, pair.address))?.result).toBeUndefined();
  });
});
