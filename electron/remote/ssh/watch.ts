/** How long, and how much of it, we listen to one command on a host. */
import type { ExecLimits } from '../remote.ts';

export type GivenUp = 'cancelled' | 'silent' | 'endless' | 'flooded';

export interface Watch {
  /** Something came: silence begins anew. */
  heard(bytes: number): void;
  /** Called at once if it was given up already, and at most once. */
  onGivenUp(listener: (why: GivenUp) => void): void;
  over(): boolean;
  stop(): void;
}

export function watch({ silenceMs, totalMs, bytes: most }: ExecLimits, signal: AbortSignal | undefined): Watch {
  let listener: ((why: GivenUp) => void) | undefined;
  let given: GivenUp | undefined;
  let bytes = 0;

  const stop = (): void => {
    clearTimeout(silence);
    clearTimeout(total);
    signal?.removeEventListener('abort', cancel);
  };
  const giveUp = (why: GivenUp): void => {
    if (given !== undefined) return;
    given = why;
    stop();
    listener?.(why);
  };
  const cancel = (): void => giveUp('cancelled');
  const silence = setTimeout(() => giveUp('silent'), silenceMs);
  const total = setTimeout(() => giveUp('endless'), totalMs);
  if (signal?.aborted) cancel();
  else signal?.addEventListener('abort', cancel, { once: true });

  return {
    heard(count) {
      bytes += count;
      if (given !== undefined) return;
      if (bytes > most) giveUp('flooded');
      else silence.refresh();
    },
    onGivenUp(next) {
      listener = next;
      if (given !== undefined) next(given);
    },
    over: () => given !== undefined,
    stop,
  };
}
