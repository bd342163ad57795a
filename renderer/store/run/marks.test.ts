import { expect, it } from 'vitest';
import type { HostPlan } from '../../../shared/plan/plan.ts';
import { problem } from '../../../shared/problem.ts';
import { marksOf, planned, type ResourceMarks } from './marks.ts';

type Standing = HostPlan['standing'][number];
const standing = (kind: string, subject: string, state: Standing['state']): Standing => ({
  resource: `${kind}:${subject}`,
  subject,
  kind,
  state,
});
/** As a plan of a deploy or destroy finds them: what is not as wanted is to be changed. */
function marked(intent: 'deploy' | 'destroy', ...found: readonly Standing[]) {
  const changes = found.flatMap((one) =>
    one.state === 'present' || intent === 'destroy'
      ? []
      : [{ ...one, action: 'create' as const, summary: '', commands: [], after: [] }],
  );
  const none: ResourceMarks = new Map();
  return marksOf(planned(none, { host: 'a', changes, standing: found, forgets: [], problems: [] }, intent));
}

it('a card that has lost a setting is there and differs; its host has something to create', () => {
  const marks = marked('deploy', standing('promiscuous', 'a:ens33', 'absent'), standing('up', 'a:ens33', 'present'));
  expect(marks.get('a:ens33')).toBe('differs');
  expect(marks.get('a')).toBe('planned');
});

it('a card is never said to be gone, also when nothing of the lab is left on it', () => {
  expect(marked('destroy', standing('promiscuous', 'a:ens33', 'absent')).get('a:ens33')).toBe('unknown');
});

it('a sub-interface that is not there yet is to be created, whatever is to be set on it', () => {
  const found = [standing('mtu', 'a:ens33.10', 'absent'), standing('vlan', 'a:ens33.10', 'absent')] as const;
  expect(marked('deploy', ...found).get('a:ens33.10')).toBe('planned');
  expect(marked('deploy', ...[...found].reverse()).get('a:ens33.10')).toBe('planned');
});

it('what a look for a destroy does not find is not there, and was looked at', () => {
  const before = planned(
    new Map(),
    { host: 'a', changes: [], standing: [standing('vlan', 'a:ens33.10', 'present')], forgets: [], problems: [] },
    'deploy',
  );
  const nothing: HostPlan = { host: 'a', changes: [], standing: [], forgets: [], problems: [] };
  const after = marksOf(planned(before, nothing, 'destroy'));
  expect([after.get('a:ens33.10'), after.get('a')]).toEqual(['absent', 'absent']);
});

it.each(['deploy', 'destroy'] as const)(
  'of a host that could not be planned nothing is known but that, for a %s too',
  (intent) => {
    const before = planned(
      new Map(),
      { host: 'a', changes: [], standing: [standing('vlan', 'a:ens33.10', 'present')], forgets: [], problems: [] },
      'deploy',
    );
    const silent: HostPlan = {
      host: 'a',
      changes: [],
      standing: [],
      forgets: [],
      problems: [problem({ code: 'x', subject: 'a', message: 'It does not answer.', hint: 'Start it.' })],
    };
    const after = marksOf(planned(before, silent, intent));
    expect([after.get('a:ens33.10'), after.get('a')]).toEqual([undefined, 'failing']);
  },
);
