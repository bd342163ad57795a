import type { Activity, HostPhase, PingResult } from '../../../shared/api.ts';
import type { HostState } from '../../../shared/host/state.ts';
import type { Ending } from '../../../shared/outcome.ts';
import type { Change, Plan } from '../../../shared/plan/plan.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { Diagnosis } from '../../../shared/verify/diagnosis.ts';
import type { MarkState, ResourceMarks } from './marks.ts';

export type StepStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped' | 'unknown';

export interface RunStep {
  readonly change: Change;
  readonly status: StepStatus;
  readonly ms: number | undefined;
  /** The last part of what it printed, at most `OUTPUT_LIMIT` characters. */
  readonly output: string;
  readonly problem: Problem | undefined;
  /** Of one that copies something to its host: how far it is. */
  readonly progress?: CopyProgress;
}

/** As `step-progress` tells it, in bytes. */
export interface CopyProgress {
  readonly done: number;
  readonly total?: number;
  readonly sent: number;
  readonly perSecond: number;
}

/** One host within an activity. */
export interface Lane {
  readonly host: string;
  readonly phase: HostPhase;
  readonly problem: Problem | undefined;
  readonly steps: readonly RunStep[];
  readonly residue: readonly string[] | undefined;
}

export interface ActivityState {
  readonly activity: Activity;
  /** Number of the event that told of it: the order of things, whatever the clock says. */
  readonly begunBy: number;
  readonly lanes: readonly Lane[];
  /** Somebody has asked it to stop. */
  readonly stopping: boolean;
  readonly ended: (Ending & { readonly at: number; readonly ms: number }) | undefined;
}

export type PairPrediction = Pick<PingResult, 'from' | 'to' | 'address' | 'expected' | 'predicted' | 'reason'>;

/** A pair of a verify: announced first, so that the matrix has its size, then measured. */
export type Ping = PairPrediction & {
  readonly result: PingResult | undefined;
  /** Why it is not as expected; comes after the result. */
  readonly diagnosis: Diagnosis | undefined;
};

/** What is known of one lab at one place, from the backend's events and from nothing else: any window can rebuild it from a backlog. */
export interface RunState {
  /** Oldest first. */
  readonly activities: readonly ActivityState[];
  /** The newest plan, the activity that made it, and the number of the event that told of it. */
  readonly plan:
    | { readonly plan: Plan; readonly activity: string; readonly seq: number; readonly at: number }
    | undefined;
  readonly resources: ResourceMarks;
  readonly marks: ReadonlyMap<string, MarkState>;
  /** Of the newest verify, by `pingKey`. */
  readonly pings: ReadonlyMap<string, Ping>;
  readonly verify:
    | {
        readonly activity: string;
        readonly at: number;
        /** How many pairs the lab has; those that are measured stand for the others. Undefined: it is not known yet. */
        readonly total: number | undefined;
      }
    | undefined;
  /** Hosts that tell by themselves how they are: practice hosts do, when something has changed there. */
  readonly now: ReadonlyMap<string, HostState>;
}

export const OUTPUT_LIMIT = 64_000;
export const ACTIVITY_LIMIT = 12;

export const NOTHING_RUN: RunState = {
  activities: [],
  plan: undefined,
  resources: new Map(),
  marks: new Map(),
  pings: new Map(),
  verify: undefined,
  now: new Map(),
};

export const pingKey = (from: string, to: string, address: string): string => `${from} ${to} ${address}`;
