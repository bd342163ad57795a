/**
 * Aborted as soon as one of them is, with its reason: `AbortSignal.any`, which the oldest runtimes that the program is
 * tested in do not have.
 */
export function anySignal(signals: readonly AbortSignal[]): AbortSignal {
  const any = new AbortController();
  const stop = new AbortController();
  const end = (reason: unknown): void => {
    stop.abort();
    any.abort(reason);
  };
  for (const signal of signals) {
    if (signal.aborted) end(signal.reason);
    else signal.addEventListener('abort', () => end(signal.reason), { once: true, signal: stop.signal });
  }
  return any.signal;
}
