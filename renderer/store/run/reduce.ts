/** From one batch of backend events to the next state. Pure; one call and one new state per batch, however many ping lines. */
import type { BackendEvent } from '../../../shared/api.ts';
import type { Change, Plan } from '../../../shared/plan/plan.ts';
import { unreachable } from '../../../shared/problem.ts';
import { type MarkState, markKey, marksOf, planned, type ResourceMarks, resourceKey } from './marks.ts';
import {
  ACTIVITY_LIMIT,
  type ActivityState,
  type Lane,
  OUTPUT_LIMIT,
  type Ping,
  pingKey,
  type RunState,
  type RunStep,
} from './state.ts';

/** @param events those of one lab at one place, each of them new */
export function reduceEvents(state: RunState, events: readonly BackendEvent[]): RunState {
  const draft = new Draft(state);
  for (const event of events) draft.apply(event);
  return draft.finish();
}

/** Collects the changes of one batch, copying each map at most once. */
class Draft {
  private state: RunState;
  private pings: Map<string, Ping> | undefined;
  private resourcesChanged = false;

  constructor(state: RunState) {
    this.state = state;
  }

  apply(event: BackendEvent): void {
    switch (event.type) {
      case 'activity-started': {
        const plan = this.state.plan?.plan;
        const known = plan && plan.id === event.activity.plan ? plan : undefined;
        const lanes = event.activity.hosts.map((host) => newLane(host, known));
        const started: ActivityState = {
          activity: event.activity,
          begunBy: event.seq,
          lanes,
          stopping: false,
          ended: undefined,
        };
        this.state = { ...this.state, activities: [...this.state.activities, started].slice(-ACTIVITY_LIMIT) };
        const { id, kind } = event.activity;
        // What was measured is of the hosts as they were: a run makes it history.
        if (kind !== 'plan') this.pings = new Map();
        if (kind !== 'plan') {
          this.state = {
            ...this.state,
            verify: kind === 'verify' ? { activity: id, at: event.at, total: undefined } : undefined,
          };
        }
        return;
      }
      case 'host-phase':
        this.lane(event.activity, event.host, (lane) => ({
          ...lane,
          phase: event.phase,
          problem: event.problem ?? lane.problem,
        }));
        return;
      case 'planned':
        this.planned(event);
        return;
      case 'step-started':
        this.step(event.activity, event.host, event.step, (step) => ({ ...step, status: 'running' }));
        this.mark(event.activity, event.host, event.step, () => 'changing');
        return;
      case 'step-output':
        this.step(event.activity, event.host, event.step, (step) => ({
          ...step,
          output: (step.output + event.text).slice(-OUTPUT_LIMIT),
        }));
        return;
      case 'step-progress': {
        const { done, total, sent, perSecond } = event;
        const progress = { done, sent, perSecond, ...(total !== undefined && { total }) };
        this.step(event.activity, event.host, event.step, (step) => ({ ...step, progress }));
        return;
      }
      case 'step-ended':
        this.step(event.activity, event.host, event.step, (step) => ({
          ...step,
          status: event.status,
          ms: event.ms,
          problem: event.problem,
        }));
        this.mark(event.activity, event.host, event.step, (change, before) =>
          event.status === 'done'
            ? change.action === 'delete'
              ? 'absent'
              : 'present'
            : event.status === 'failed'
              ? 'failing'
              : event.status === 'skipped' && before !== 'changing'
                ? before
                : // Nobody has seen how it ended.
                  'unknown',
        );
        return;
      case 'pings-expected':
        if (this.state.verify?.activity === event.activity) {
          this.state = { ...this.state, verify: { ...this.state.verify, total: event.total } };
        }
        for (const pair of event.pairs) this.ping({ ...pair, result: undefined, diagnosis: undefined });
        return;
      case 'pings':
        for (const result of event.results) this.ping({ ...result, result, diagnosis: undefined });
        return;
      case 'diagnosed':
        for (const { from, to, address, diagnosis } of event.found) {
          const known = (this.pings ?? this.state.pings).get(pingKey(from, to, address));
          if (known) this.ping({ ...known, diagnosis });
        }
        return;
      case 'activity-stopping':
        this.activity(event.activity, (state) => ({ ...state, stopping: true }));
        return;
      case 'residue':
        this.lane(event.activity, event.host, (lane) => ({ ...lane, residue: event.lines }));
        return;
      case 'activity-ended': {
        const { activity, type: _type, seq: _seq, ...ended } = event;
        this.activity(activity, (state) => ({ ...state, ended }));
        return;
      }
      case 'host-now':
        this.state = { ...this.state, now: new Map(this.state.now).set(event.host, event.state) };
        return;
      // Screens of terminals are written on as it comes; questions and notices are of the program, not of a lab.
      case 'notice':
      case 'file-changed':
      case 'terminal-output':
      case 'terminal-ended':
      case 'question':
      case 'question-closed':
        return;
      default:
        unreachable(event);
    }
  }

  finish(): RunState {
    return {
      ...this.state,
      pings: this.pings ?? this.state.pings,
      marks: this.resourcesChanged ? marksOf(this.state.resources) : this.state.marks,
    };
  }

  private planned({ activity, plan, seq, at }: Extract<BackendEvent, { type: 'planned' }>): void {
    let resources: ResourceMarks = this.state.resources;
    for (const host of plan.hosts) resources = planned(resources, host, plan.intent);
    this.state = { ...this.state, plan: { plan, activity, seq, at }, resources };
    this.resourcesChanged = true;
    this.activity(activity, (state) =>
      state.activity.kind === 'plan'
        ? state
        : {
            ...state,
            lanes: state.lanes.map((lane) => (lane.steps.length > 0 ? lane : newLane(lane.host, plan, lane))),
          },
    );
  }

  private ping(ping: Ping): void {
    this.pings ??= new Map(this.state.pings);
    this.pings.set(pingKey(ping.from, ping.to, ping.address), ping);
  }

  private activity(id: string, change: (activity: ActivityState) => ActivityState): void {
    const activities = this.state.activities.map((item) => (item.activity.id === id ? change(item) : item));
    this.state = { ...this.state, activities };
  }

  private lane(activity: string, host: string, change: (lane: Lane) => Lane): void {
    this.activity(activity, (item) => ({
      ...item,
      lanes: item.lanes.some((lane) => lane.host === host)
        ? item.lanes.map((lane) => (lane.host === host ? change(lane) : lane))
        : [...item.lanes, change(newLane(host, undefined))],
    }));
  }

  private step(activity: string, host: string, index: number, change: (step: RunStep) => RunStep): void {
    this.lane(activity, host, (lane) => ({
      ...lane,
      steps: lane.steps.map((step, at) => (at === index ? change(step) : step)),
    }));
  }

  private mark(
    activity: string,
    host: string,
    index: number,
    next: (change: Change, before: MarkState) => MarkState,
  ): void {
    const step = this.state.activities
      .find((item) => item.activity.id === activity)
      ?.lanes.find((lane) => lane.host === host)?.steps[index];
    if (!step) return;
    const { change } = step;
    const id = resourceKey(host, change.resource);
    const resources = new Map(this.state.resources);
    const state = next(change, resources.get(id)?.state ?? 'unknown');
    resources.set(id, { key: markKey(host, change.subject), host, kind: change.kind, state });
    this.state = { ...this.state, resources };
    this.resourcesChanged = true;
  }
}

function newLane(host: string, plan: Plan | undefined, before?: Lane): Lane {
  const changes = plan?.hosts.find((item) => item.host === host)?.changes ?? [];
  return {
    host,
    phase: before?.phase ?? 'waiting',
    problem: before?.problem,
    residue: before?.residue,
    steps: changes.map((change) => ({ change, status: 'waiting', ms: undefined, output: '', problem: undefined })),
  };
}
