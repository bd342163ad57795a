import { expect, test } from 'vitest';
import type { Activity, BackendEvent, EventBody } from '../../shared/api.ts';
import { answered } from '../../shared/outcome.ts';
import { describeChanges, followChanges } from './changing.ts';

const activity = (id: string, kind: Activity['kind']): Activity => ({
  id,
  kind,
  lab: 'two-hosts',
  target: 'real',
  hosts: ['docker01', 'docker02'],
  startedAt: 0,
});

test('what changes hosts is known from its start to its end; plans and pings change nothing', () => {
  let say: (events: readonly BackendEvent[]) => void = () => undefined;
  const changing = followChanges({
    onEvents(listener) {
      say = listener;
      return () => undefined;
    },
  });
  let seq = 0;
  const tell = (...bodies: EventBody[]) => say(bodies.map((body) => ({ ...body, seq: ++seq, at: 0 })));

  for (const kind of ['plan', 'deploy', 'verify'] as const) {
    tell({ type: 'activity-started', activity: activity(kind, kind) });
  }
  expect(changing().map(({ id }) => id)).toEqual(['deploy']);
  tell({ type: 'activity-ended', activity: 'deploy', ms: 0, ...answered() });
  expect(changing()).toEqual([]);
});

test('the person is told what still runs, and where', () => {
  expect(describeChanges([activity('1', 'deploy')])).toBe(
    'A deploy of two-hosts on docker01, docker02 is still running.',
  );
});
