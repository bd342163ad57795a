import { isLinkSetting } from '../../../shared/host/link-settings.ts';
import type { HostPlan, Intent } from '../../../shared/plan/plan.ts';
import { unreachable } from '../../../shared/problem.ts';

/** The state of a thing on the drawing, one small mark each; the same words and shapes everywhere. */
export type MarkState = 'unknown' | 'absent' | 'planned' | 'leaving' | 'changing' | 'present' | 'differs' | 'failing';

/** What is known of one resource on one host. */
export interface ResourceMark {
  /** The thing on the drawing, as `markKey` writes it. */
  readonly key: string;
  readonly host: string;
  /** Of resource. */
  readonly kind: string;
  readonly state: MarkState;
}

/** By host and resource, `resourceKey`. */
export type ResourceMarks = ReadonlyMap<string, ResourceMark>;

/** Networks are one thing on several hosts: their mark belongs to one rail. */
export const markKey = (host: string, subject: string): string =>
  subject === host || subject.startsWith(`${host}/`) || subject.startsWith(`${host}:`) ? subject : `${host}|${subject}`;

export const resourceKey = (host: string, resource: string): string => `${host}\n${resource}`;

/** What a fresh plan says about every resource on its host: what stands, and what a deploy will do about it. */
export function planned(marks: ResourceMarks, plan: HostPlan, intent: Intent): ResourceMarks {
  if (couldNotBePlanned(plan)) return unplanned(marks, plan.host);
  // A destroy lists all that is there of the lab: whatever else was known of the host is not.
  const next = new Map(
    [...marks].flatMap(([id, mark]): [string, ResourceMark][] =>
      mark.host !== plan.host ? [[id, mark]] : intent === 'destroy' ? [[id, { ...mark, state: 'absent' }]] : [],
    ),
  );
  const changes = new Map(plan.changes.map((change) => [change.resource, change]));
  for (const standing of plan.standing) {
    const key = markKey(plan.host, standing.subject);
    const change = changes.get(standing.resource);
    next.set(resourceKey(plan.host, standing.resource), {
      key,
      host: plan.host,
      kind: standing.kind,
      state: standingState(standing.state, intent === 'deploy' && change !== undefined),
    });
  }
  for (const change of plan.changes) {
    const id = resourceKey(plan.host, change.resource);
    if (intent === 'deploy' && next.has(id)) continue;
    const mark = markOfChange(plan.host, change);
    // What a destroy would take is there: whether somebody goes on with it is another question.
    next.set(id, intent === 'destroy' && mark.state === 'leaving' ? { ...mark, state: 'present' } : mark);
  }
  return next;
}

const couldNotBePlanned = ({ changes, standing, problems }: HostPlan): boolean =>
  changes.length === 0 && standing.length === 0 && problems.some(({ severity }) => severity === 'error');

/** Nothing is known of what is there: only that the host is at fault. */
const unplanned = (marks: ResourceMarks, host: string): ResourceMarks =>
  new Map([
    ...[...marks].filter(([, mark]) => mark.host !== host),
    [resourceKey(host, kindOfHost), { key: host, host, kind: kindOfHost, state: 'failing' }],
  ]);

/** Of the mark that is a host's own, and none of its resources'. */
const kindOfHost = 'host';

/** While somebody thinks about a destroy: all that it would take away or set back. */
export const leaving = (marks: ResourceMarks, { host, changes }: HostPlan): ResourceMarks =>
  new Map([
    ...marks,
    ...changes.map(
      ({ resource, subject, kind }) =>
        [resourceKey(host, resource), { key: markKey(host, subject), host, kind, state: 'leaving' }] as const,
    ),
  ]);

const markOfChange = (host: string, { action, subject, kind }: HostPlan['changes'][number]): ResourceMark => ({
  key: markKey(host, subject),
  host,
  kind,
  state: action === 'delete' ? 'leaving' : action === 'create' ? 'planned' : 'differs',
});

/** What was known of the resources, and what would be done to some of them. */
export const withChanges = (marks: ResourceMarks, { host, changes }: HostPlan): ResourceMarks =>
  new Map([
    ...marks,
    ...changes.map((change) => [resourceKey(host, change.resource), markOfChange(host, change)] as const),
  ]);

function standingState(state: HostPlan['standing'][number]['state'], changes: boolean): MarkState {
  switch (state) {
    case 'absent':
      return changes ? 'planned' : 'absent';
    case 'present':
      return 'present';
    case 'differs':
      return 'differs';
    case 'clash':
      return 'failing';
    default:
      return unreachable(state);
  }
}

const LOUDNESS: readonly MarkState[] = [
  'unknown',
  'absent',
  'present',
  'planned',
  'leaving',
  'differs',
  'changing',
  'failing',
];

/** How a card is set is no card: without it the card is there all the same, and otherwise than drawn. */
const OF_SETTING: Partial<Record<MarkState, MarkState>> = { absent: 'unknown', planned: 'differs', leaving: 'present' };

/** One mark per thing and one per host: the loudest of its resources. */
export function marksOf(resources: ResourceMarks): ReadonlyMap<string, MarkState> {
  const marks = new Map<string, MarkState>();
  const raise = (key: string, state: MarkState): void => {
    const before = marks.get(key);
    if (before === undefined || LOUDNESS.indexOf(state) > LOUDNESS.indexOf(before)) marks.set(key, state);
  };
  const settings: ResourceMark[] = [];
  for (const mark of resources.values()) {
    raise(mark.host, mark.state);
    if (isLinkSetting(mark.kind)) settings.push(mark);
    else raise(mark.key, mark.state);
  }
  // Of what is not there yet nothing can be set.
  const gone = new Set(settings.flatMap(({ key }) => (isGone(marks.get(key)) ? [key] : [])));
  for (const { key, state } of settings) if (!gone.has(key)) raise(key, OF_SETTING[state] ?? state);
  return marks;
}

const STANDING: readonly MarkState[] = ['present', 'differs', 'leaving', 'changing', 'failing'];

/** Something of it is on a host, whatever is about to become of it. */
export const isStanding = (mark: MarkState): boolean => STANDING.includes(mark);

/** It is not on its host: never put there, or taken away. */
export const isGone = (mark: MarkState | undefined): boolean => mark === 'absent' || mark === 'planned';
