import { beforeEach, expect, it } from 'vitest';
import type { Activity, BackendEvent, EventBody, PingResult, Target } from '../../../shared/api.ts';
import { shownRun } from '../../derived/shown-run.ts';
import { useConnection } from '../connection/connection-store.ts';
import { openDocument } from '../document/document-store.ts';
import { receiveBacklog, receiveEvents, somethingRuns, useRuns } from './run-store.ts';

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
const goTo = (target: Target): void => useConnection.setState({ target });

beforeEach(() => {
  seq = 0;
  useConnection.setState({ target: 'practice' });
  receiveBacklog([]);
  openDocument({ text: 'trunkline: 1\nname: lab\nhosts: {}\n' });
});

it('never shows what was practised as measured on real hosts', () => {
  receiveEvents(
    stamped(
      { type: 'activity-started', activity: verifyOn('practice') },
      { type: 'pings', activity: 'verify on practice', results: [ping] },
    ),
  );
  expect(shownRun().pings.size).toBe(1);
  goTo('real');
  expect(shownRun()).toMatchObject({ verify: undefined, activities: [] });
  expect(shownRun().pings.size).toBe(0);
  goTo('practice');
  expect(shownRun().pings.size).toBe(1);
});

it('goes on counting events of the place that is not shown', () => {
  receiveEvents(stamped({ type: 'activity-started', activity: verifyOn('real') }));
  expect(shownRun()).toMatchObject({ activities: [] });
  goTo('real');
  expect(shownRun().activities).toHaveLength(1);
});

it('sorts a backlog in the same way', () => {
  receiveBacklog(
    stamped(
      { type: 'activity-started', activity: verifyOn('real') },
      { type: 'pings', activity: 'verify on real', results: [ping] },
    ),
  );
  expect(shownRun().pings.size).toBe(0);
  goTo('real');
  expect(shownRun().pings.size).toBe(1);
});

it('shows nothing of another lab, and keeps both', () => {
  receiveEvents(
    stamped(
      { type: 'activity-started', activity: verifyOn('practice') },
      { type: 'pings', activity: 'verify on practice', results: [ping] },
    ),
  );
  openDocument({ text: 'trunkline: 1\nname: other\nhosts: {}\n' });
  expect(shownRun().pings.size).toBe(0);
  openDocument({ text: 'trunkline: 1\nname: lab\nhosts: {}\n' });
  expect(shownRun().pings.size).toBe(1);
});

it('asks each open question once and closes it, whatever lab is shown', () => {
  const question = { id: 'q1', host: 'docker01', kind: 'sudo-password', user: 'student' } as const;
  receiveEvents(stamped({ type: 'question', question }, { type: 'question', question }));
  expect(useRuns.getState().questions).toHaveLength(1);
  receiveEvents(stamped({ type: 'question-closed', question: 'q1' }));
  expect(useRuns.getState().questions).toHaveLength(0);
});

it('knows that something runs, also while another lab is shown', () => {
  expect(somethingRuns()).toBe(false);
  receiveEvents(stamped({ type: 'activity-started', activity: verifyOn('practice') }));
  openDocument({ text: 'trunkline: 1\nname: other\nhosts: {}\n' });
  expect(somethingRuns()).toBe(true);
});
