import type { HostPlan, Intent } from '../../../shared/plan/plan.ts';
import { unreachable } from '../../../shared/problem.ts';

/** The state of a thing on the drawing, one small mark each; the same words and shapes everywhere. */
export type MarkState = 'unknown' | 'absent' | 'planned' | 'leaving' | 'changing' | 'present' | 'differs' | 'failing';

/** What is known of one resource on one host. */
export interface ResourceMark {
  /** The thing on the drawing, as `markKey` writes it. */
  readonly key: string;
  readonly host: string;
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
  const next = new Map([...marks].filter(([, mark]) => mark.host !== plan.host));
  const changes = new Map(plan.changes.map((change) => [change.resource, change]));
  for (const standing of plan.standing) {
    const key = markKey(plan.host, standing.subject);
    const change = changes.get(standing.resource);
    next.set(resourceKey(plan.host, standing.resource), {
      key,
      host: plan.host,
      state: standingState(standing.state, intent === 'deploy' && change !== undefined),
    });
  }
  for (const change of plan.changes) {
    const id = resourceKey(plan.host, change.resource);
    if (next.has(id)) continue;
    const mark = markOfChange(plan.host, change);
    // What a destroy would take is there: whether somebody goes on with it is another question.
    next.set(id, intent === 'destroy' && mark.state === 'leaving' ? { ...mark, state: 'present' } : mark);
  }
  return next;
}

/** While somebody thinks about a destroy: all that it would take away or set back. */
export const leaving = (marks: ResourceMarks, { host, changes }: HostPlan): ResourceMarks =>
  new Map([
    ...marks,
    ...changes.map(
      ({ resource, subject }) =>
        [resourceKey(host, resource), { key: markKey(host, subject), host, state: 'leaving' }] as const,
    ),
  ]);

const markOfChange = (host: string, { action, subject }: HostPlan['changes'][number]): ResourceMark => ({
  key: markKey(host, subject),
  host,
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

/** One mark per thing and one per host: the loudest of its resources. */
export function marksOf(resources: ResourceMarks): ReadonlyMap<string, MarkState> {
  const marks = new Map<string, MarkState>();
  const raise = (key: string, state: MarkState): void => {
    const before = marks.get(key);
    if (before === undefined || LOUDNESS.indexOf(state) > LOUDNESS.indexOf(before)) marks.set(key, state);
  };
  for (const { key, host, state } of resources.values()) {
    raise(key, state);
    raise(host, state);
  }
  return marks;
}
