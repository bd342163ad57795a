/**
 * Time that runs faster, for what has to be waited out: timers that are set from now on are this many times shorter, and a
 * busy machine does not shorten them (`running-time.ts`). What measures time (`performance.now`) is not touched, nor what asks
 * `node:timers` for its timers: the fuzzer itself.
 */
import { eachTurn } from './running-time.ts';

export interface Pace {
  /** As the system has it, while this is done. */
  unhurried<T>(work: () => Promise<T>): Promise<T>;
}

/** As much of Node's own as anybody asks for. */
class Timer {
  readonly run: () => void;
  readonly ms: number;
  readonly repeats: boolean;
  due = 0;
  private readonly start: (timer: Timer) => void;

  constructor(run: () => void, ms: number, repeats: boolean, start: (timer: Timer) => void) {
    this.run = run;
    this.ms = ms;
    this.repeats = repeats;
    this.start = start;
    start(this);
  }

  refresh(): this {
    this.start(this);
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

export function hurry(times: number): Pace {
  let by = times;
  let now = 0;
  const waiting = new Set<Timer>();
  const start = (timer: Timer): void => {
    // Set again it comes after those that are due at the same moment.
    waiting.delete(timer);
    timer.due = now + Math.max(1, timer.ms) / by;
    waiting.add(timer);
  };
  const make =
    (repeats: boolean) =>
    (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): Timer =>
      new Timer(() => run(...given), ms, repeats, start);
  eachTurn((ms) => {
    now += ms;
    const due = [...waiting].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) {
      // One before it may have ended it, or set it again.
      if (!waiting.has(timer) || timer.due > now) continue;
      waiting.delete(timer);
      if (timer.repeats) start(timer);
      timer.run();
    }
  });
  const clears = [globalThis.clearTimeout, globalThis.clearInterval] as const;
  const clear =
    (real: (timer: never) => void) =>
    (timer: unknown): void => {
      if (timer instanceof Timer) waiting.delete(timer);
      else real(timer as never);
    };
  Object.assign(globalThis, {
    setTimeout: Object.assign(make(false), { ...globalThis.setTimeout }),
    setInterval: make(true),
    clearTimeout: clear(clears[0]),
    clearInterval: clear(clears[1]),
  });
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
