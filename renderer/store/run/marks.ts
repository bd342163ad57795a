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

/** What a fresh plan says about every resource on its host: what stands, and what will be done about it. */
export function planned(marks: ResourceMarks, plan: HostPlan, intent: Intent): ResourceMarks {
  const next = new Map([...marks].filter(([, mark]) => mark.host !== plan.host));
  const changes = new Map(plan.changes.map((change) => [change.resource, change]));
  for (const standing of plan.standing) {
    const key = markKey(plan.host, standing.subject);
    const change = changes.get(standing.resource);
    next.set(resourceKey(plan.host, standing.resource), {
      key,
      host: plan.host,
      state: intent === 'destroy' && change ? 'leaving' : standingState(standing.state, change !== undefined),
    });
  }
  for (const change of plan.changes) {
    const id = resourceKey(plan.host, change.resource);
    if (next.has(id)) continue;
    const state = change.action === 'delete' ? 'leaving' : change.action === 'create' ? 'planned' : 'differs';
    next.set(id, { key: markKey(plan.host, change.subject), host: plan.host, state });
  }
  return next;
}

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
