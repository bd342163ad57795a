import { beforeEach, expect, it } from 'vitest';
import type { Activity, BackendEvent, EventBody, PingResult, Target } from '../../../shared/api.ts';
import { useConnection } from '../connection/connection-store.ts';
import { receiveBacklog, receiveEvents, showTarget, useRun } from './run-store.ts';

let seq = 0;
const stamped = (...bodies: readonly EventBody[]): BackendEvent[] =>
  bodies.map((body) => ({ ...body, seq: ++seq, at: seq }));
const verifyOn = (target: Target): Activity => ({
  id: `verify on ${target}`,
  kind: 'verify',
  lab: 'lab',
  target,
  hosts: ['a'],
  startedAt: 1,
});
const ping: PingResult = {
  from: 'a/x',
  to: 'b/y',
  address: '10.0.0.2',
  expected: 'reachable',
  predicted: 'reachable',
  measured: 'reachable',
  sent: 3,
  received: 3,
  rttMs: 0.5,
  agrees: true,
  reason: { code: 'same-segment', text: 'Same VLAN.' },
  said: '',
};
const goTo = (target: Target): void => {
  useConnection.setState({ target });
  showTarget();
};

beforeEach(() => {
  seq = 0;
  useConnection.setState({ target: 'practice' });
  receiveBacklog([]);
});

it('never shows what was practised as measured on real hosts', () => {
  receiveEvents(
    stamped(
      { type: 'activity-started', activity: verifyOn('practice') },
      { type: 'pings', activity: 'verify on practice', results: [ping] },
    ),
  );
  expect(useRun.getState().pings.size).toBe(1);
  goTo('real');
  expect(useRun.getState()).toMatchObject({ verify: undefined, activities: [] });
  expect(useRun.getState().pings.size).toBe(0);
  goTo('practice');
  expect(useRun.getState().pings.size).toBe(1);
});

it('goes on counting events of the place that is not shown', () => {
  receiveEvents(stamped({ type: 'activity-started', activity: verifyOn('real') }));
  expect(useRun.getState()).toMatchObject({ seq: 1, activities: [] });
  goTo('real');
  expect(useRun.getState().activities).toHaveLength(1);
});

it('sorts a backlog in the same way', () => {
  receiveBacklog(
    stamped(
      { type: 'activity-started', activity: verifyOn('real') },
      { type: 'pings', activity: 'verify on real', results: [ping] },
    ),
  );
  expect(useRun.getState().pings.size).toBe(0);
  goTo('real');
  expect(useRun.getState().pings.size).toBe(1);
});
