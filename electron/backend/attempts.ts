import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Comes once after each pause, for another attempt at what may come back by itself.
 * @param pauses in milliseconds
 * @param stopping ends it in the middle of a pause: who stops does not wait for a host that may never come back
 */
export async function* attempts(pauses: readonly number[], stopping: AbortSignal): AsyncGenerator<void> {
  for (const pause of pauses) {
    await sleep(pause, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    yield;
  }
}
