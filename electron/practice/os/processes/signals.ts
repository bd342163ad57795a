/** Signals by name, as far as anything on a practice host sends or catches them. */
export const SIGNALS = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  WINCH: 28,
} as const;

export type SignalName = keyof typeof SIGNALS;

/** What a process ended by a signal is thrown out of whatever it waits for. */
export class Killed extends Error {
  readonly by: SignalName;
  constructor(by: SignalName) {
    super(`killed by SIG${by}`);
    this.by = by;
  }
  /** As a shell tells it. */
  get status(): number {
    return 128 + SIGNALS[this.by];
  }
}

/** `TERM`, `SIGTERM`, `15`. */
export function signalNamed(text: string): SignalName | undefined {
  const name = text.toUpperCase().replace(/^SIG/, '');
  return (Object.keys(SIGNALS) as SignalName[]).find((each) => each === name || String(SIGNALS[each]) === text);
}

/** Why a signal was aborted; whoever aborts without saying means that the connection is gone. */
export function killedBy(signal: AbortSignal): Killed {
  return signal.reason instanceof Killed ? signal.reason : new Killed('HUP');
}

/** The same promise, or `Killed` as soon as the signal is aborted. */
export function unlessKilled<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => {});
    return Promise.reject(killedBy(signal));
  }
  return new Promise((resolve, reject) => {
    const stop = () => reject(killedBy(signal));
    signal.addEventListener('abort', stop, { once: true });
    const over = () => signal.removeEventListener('abort', stop);
    promise.then(
      (value) => {
        over();
        resolve(value);
      },
      (error: unknown) => {
        over();
        reject(error);
      },
    );
  });
}
