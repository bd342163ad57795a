/**
 * The one stream of events: numbered in order, delivered in batches, and kept as far as it matters for a window that comes
 * later. Nothing else numbers or sends events.
 */
import type { BackendEvent, EventBody } from '../../shared/api.ts';
import { type Backlog, backlog } from './backlog.ts';

export interface EventStream {
  emit(body: EventBody): void;
  subscribe(listener: (events: readonly BackendEvent[]) => void): () => void;
  /** What a new window has to know; everything after it is delivered to its subscription. */
  history(): readonly BackendEvent[];
  /** What happened before this program: history, as if it had just been, with the times that it has. Nobody is told. */
  remember(past: readonly BackendEvent[]): void;
  /** Delivers what still waits, now. */
  flush(): void;
}

/** A screen shows at most 60 pictures a second. */
const BATCH_MS = 16;

/** @param now milliseconds since 1970 */
export function eventStream(now: () => number): EventStream {
  const listeners = new Set<(events: readonly BackendEvent[]) => void>();
  const kept: Backlog = backlog();
  let seq = 0;
  let waiting: EventBody[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const at = now();
    const batch = waiting.map((body): BackendEvent => {
      seq += 1;
      return { ...body, seq, at };
    });
    waiting = [];
    for (const event of batch) kept.add(event);
    for (const listener of listeners) listener(batch);
  }

  return {
    emit(body) {
      if (!merged(waiting, body)) waiting.push(body);
      // Who waits for an end waits for no picture.
      if (body.type === 'activity-ended') {
        clearTimeout(timer);
        timer = setTimeout(flush);
      }
      timer ??= setTimeout(flush, BATCH_MS);
    },
    subscribe(listener) {
      // It did not hear what came before it; its hello tells that.
      flush();
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    remember(past) {
      flush();
      for (const event of past) {
        seq += 1;
        kept.add({ ...event, seq });
      }
    },
    history() {
      flush();
      return kept.events();
    },
    flush,
  };
}

/** Output of one step within one batch becomes one event, when nothing of that host came in between. */
function merged(waiting: EventBody[], body: EventBody): boolean {
  if (body.type === 'terminal-output') {
    const at = waiting.findLastIndex((other) => 'terminal' in other && other.terminal === body.terminal);
    const before = waiting[at];
    if (before?.type !== 'terminal-output') return false;
    waiting[at] = { ...before, text: before.text + body.text };
    return true;
  }
  if (body.type !== 'step-output') return false;
  const at = waiting.findLastIndex(
    (other) => 'host' in other && 'activity' in other && other.host === body.host && other.activity === body.activity,
  );
  const before = waiting[at];
  if (before?.type !== 'step-output' || before.step !== body.step) return false;
  waiting[at] = { ...before, text: before.text + body.text };
  return true;
}
