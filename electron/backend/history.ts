/** Keeps what was run and measured from one program to the next: read once, written whenever something has ended. */
import type { BackendEvent } from '../../shared/api.ts';
import type { HistoryFile } from '../store/history-file.ts';
import type { EventStream } from './event-stream.ts';

export interface History {
  /** Resolves when what the program before this one has left is part of the events. */
  ready(): Promise<void>;
  /** Resolves when what has ended is on disk. */
  close(): Promise<void>;
}

/** After something has ended, in milliseconds: what follows at once is written with it. */
const PAUSE_MS = 500;

export function history(file: HistoryFile, events: EventStream, onTrouble: (error: unknown) => void): History {
  let reading: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();

  const ready = (): Promise<void> => {
    reading ??= file.read().then((past) => events.remember(ended(past)));
    return reading;
  };
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(ready).then(() => file.write(ended(events.history())).catch(onTrouble));
  };
  events.subscribe((batch) => {
    if (!batch.some(({ type }) => type === 'activity-ended')) return;
    timer ??= setTimeout(write, PAUSE_MS).unref();
  });
  return {
    ready,
    async close() {
      if (timer !== undefined) write();
      await last;
    },
  };
}

/** Of activities that came to their end: what a killed program was in the middle of is told otherwise. */
function ended(events: readonly BackendEvent[]): readonly BackendEvent[] {
  const over = new Set(events.flatMap((event) => (event.type === 'activity-ended' ? [event.activity] : [])));
  return events.filter((event) =>
    event.type === 'activity-started'
      ? over.has(event.activity.id)
      : 'activity' in event && over.has((event as { readonly activity: string }).activity),
  );
}
