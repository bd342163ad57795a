import type { Problem } from '../problem.ts';

export type Action = 'create' | 'update' | 'replace' | 'delete';
export type Intent = 'deploy' | 'destroy';

/** One change on one host: one step of its script. */
export interface Change {
  readonly action: Action;
  /** The resource's key, unique on its host. */
  readonly resource: string;
  readonly kind: string;
  /** The thing on the drawing. */
  readonly subject: string;
  /** One sentence for a person. */
  readonly summary: string;
  /** The commands that will run, as a person would type them, quoted for a POSIX shell. */
  readonly commands: readonly string[];
  /** Keys of changes on the same host that must have been done before. */
  readonly after: readonly string[];
  /** What is copied to the host for it, before it is compressed, as far as it is known. */
  readonly bytes?: number;
}

/** What stands of one wanted thing, for the drawing's marks. */
export interface Standing {
  readonly resource: string;
  readonly subject: string;
  readonly kind: string;
  readonly state: 'absent' | 'present' | 'differs' | 'clash';
  /** For `differs`: what differs. */
  readonly how?: string;
}

export interface HostPlan {
  readonly host: string;
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
  /** What a restart of this host would take away, in words; nothing of a lab that survives one. */
  readonly forgets: readonly string[];
  /** What prevents or accompanies the plan on this host: unreachable, no rights, clashes. */
  readonly problems: readonly Problem[];
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
}

/** What a person approves. The backend keeps what runs under the plan's id; the window sends the id, never commands. */
export interface Plan {
  readonly id: string;
  readonly lab: string;
  readonly intent: Intent;
  readonly hosts: readonly HostPlan[];
  readonly summary: PlanSummary;
  /** Problems of the lab as a whole; with any error, here or on a host, nothing runs. */
  readonly problems: readonly Problem[];
}
