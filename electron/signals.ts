/**
 * Signals that end the program. The first lets what has begun on the hosts end; a second one, or a second after SIGTERM, waits
 * for nothing any more; and SIGTERM ends the program within two seconds whatever it is doing.
 */

/** What a command looks at, to stop in time. */
export interface Stop {
  /** Aborted once somebody wants the command to stop. */
  readonly stopping: AbortSignal;
  /** Aborted once nobody wants to wait for what has begun. */
  readonly abandoned: AbortSignal;
}

export interface Signals extends Stop {
  /** From now on they end the program at once, as the system does it: nothing is begun that has to be ended. */
  release(): void;
}

/** A terminal that hangs up sends SIGHUP, and a student's lid closes more often than Ctrl-C is pressed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** After SIGTERM, in milliseconds: when it stops to wait for the hosts, and when for anything. */
const ABANDON_MS = 600;
const END_MS = 1_700;

export interface Listened {
  on(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
  off(signal: NodeJS.Signals, listener: (signal: NodeJS.Signals) => void): unknown;
}

/** @param end ends the program without its help; called once signals are the system's again */
export function listenForSignals(process: Listened, end: (signal: NodeJS.Signals) => void): Signals {
  const stopping = new AbortController();
  const abandoned = new AbortController();
  let heard = 0;
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, hear);
  };
  const endNow = (signal: NodeJS.Signals): void => {
    release();
    end(signal);
  };
  function hear(signal: NodeJS.Signals): void {
    heard += 1;
    if (!stopping.signal.aborted) stopping.abort();
    else if (signal !== 'SIGHUP') abandoned.abort();
    if (heard > 2 && signal !== 'SIGHUP') endNow(signal);
    if (signal !== 'SIGTERM') return;
    // Neither timer keeps the program: it ends earlier if it can.
    setTimeout(() => abandoned.abort(), ABANDON_MS).unref();
    setTimeout(() => endNow(signal), END_MS).unref();
  }
  for (const signal of SIGNALS) process.on(signal, hear);
  return { stopping: stopping.signal, abandoned: abandoned.signal, release };
}
