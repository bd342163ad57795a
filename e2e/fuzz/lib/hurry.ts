/**
 * Time that runs faster, for what has to be waited out: timers that are set from now on are this many times shorter. What
 * measures time (`performance.now`) is not touched, nor what asks `node:timers` for its timers: the fuzzer itself.
 */
export interface Pace {
  /** As the system has it, while this is done. */
  unhurried<T>(work: () => Promise<T>): Promise<T>;
}

export function hurry(times: number): Pace {
  let by = times;
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const real = globalThis[name];
    const faster = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => real(run, ms / by, ...given);
    globalThis[name] = Object.assign(faster, real) as never;
  }
  return {
    async unhurried(work) {
      by = 1;
      try {
        return await work();
      } finally {
        by = times;
      }
    },
  };
}
