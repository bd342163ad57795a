/**
 * What happened and still matters, bounded: a window that comes later is told this and then sees what every other window
 * sees. What was superseded is left out, long output keeps its last part, and of ended activities the newest few remain.
 */
import type { BackendEvent } from '../../shared/api.ts';

export interface Backlog {
  add(event: BackendEvent): void;
  /** Oldest first; the last one is the newest event of all. */
  events(): readonly BackendEvent[];
}

/** Plans of a lab at a place: its newest deploy and destroy are told by them. */
const KEPT_PLANS = 5;
/** Ended activities that are kept, and characters of output of one step. */
const KEPT_ACTIVITIES = 40;
const KEPT_OUTPUT = 16_000;

interface Past {
  readonly kind: string;
  readonly lab: string;
  readonly target: string;
  ended: boolean;
}

export function backlog(): Backlog {
  /** By a name under which a newer event takes the place of an older one; in order of their numbers. */
  const kept = new Map<string, BackendEvent>();
  const activities = new Map<string, Past>();
  let newest: BackendEvent | undefined;

  function replace(name: string, event: BackendEvent): void {
    kept.delete(name);
    kept.set(name, event);
  }

  function forget(activity: string): void {
    activities.delete(activity);
    for (const [name, event] of kept) if (activityOf(event) === activity) kept.delete(name);
  }

  /** The newest deploy, destroy and verify of a lab say all that the older ones did; its last plans belong to them. */
  function forgetOld(): void {
    const ended = [...activities].filter(([, past]) => past.ended);
    const superseded = ended.filter(([id, past]) => {
      const alike = ended.filter(
        ([, other]) => other.kind === past.kind && other.lab === past.lab && other.target === past.target,
      );
      return !alike.slice(past.kind === 'plan' ? -KEPT_PLANS : -1).some(([other]) => other === id);
    });
    for (const [id] of superseded) forget(id);
    const rest = [...activities].filter(([, past]) => past.ended);
    for (const [id] of rest.slice(0, Math.max(0, rest.length - KEPT_ACTIVITIES))) forget(id);
  }

  return {
    add(event) {
      newest = event;
      switch (event.type) {
        case 'activity-started': {
          const { id, kind, lab, target } = event.activity;
          activities.set(id, { kind, lab, target, ended: false });
          kept.set(`${id} started`, event);
          return;
        }
        case 'host-phase':
          return replace(`${event.activity} phase ${event.host}`, event);
        case 'step-output': {
          const name = `${event.activity} output ${event.host} ${event.step}`;
          const before = kept.get(name);
          const text = (before?.type === 'step-output' ? before.text : '') + event.text;
          return replace(name, { ...event, text: text.slice(-KEPT_OUTPUT) });
        }
        case 'step-progress':
          return replace(`${event.activity} progress ${event.host} ${event.step}`, event);
        case 'activity-stopping':
          return replace(`${event.activity} stopping`, event);
        case 'activity-ended': {
          kept.delete(`${event.activity} stopping`);
          kept.set(`${event.activity} ended`, event);
          const past = activities.get(event.activity);
          if (past) past.ended = true;
          return forgetOld();
        }
        case 'question':
          kept.set(`question ${event.question.id}`, event);
          return;
        case 'question-closed':
          kept.delete(`question ${event.question}`);
          return;
        case 'host-now':
          return replace(`now ${event.lab} ${event.host}`, event);
        case 'notice':
          return replace(`notice ${event.problem.message}`, event);
        case 'file-changed':
        case 'terminal-output':
        case 'terminal-ended':
          return;
        default:
          kept.set(`${event.activity} ${event.seq}`, event);
      }
    },
    events() {
      const events = [...kept.values()];
      return newest === undefined || events.at(-1)?.seq === newest.seq ? events : [...events, newest];
    },
  };
}

function activityOf(event: BackendEvent): string | undefined {
  if (event.type === 'activity-started') return event.activity.id;
  return 'activity' in event ? event.activity : undefined;
}
