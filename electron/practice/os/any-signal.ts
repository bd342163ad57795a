/**
 * Aborted as soon as one of them is, with its reason. `AbortSignal.any` where the runtime has it: it does not keep signals of
 * what is over listening to those that live long. Electron 22, in which the packaged program is tested too, has none.
 */
export const anySignal: (signals: AbortSignal[]) => AbortSignal =
  (AbortSignal as Partial<typeof AbortSignal>).any?.bind(AbortSignal) ?? joined;

function joined(signals: readonly AbortSignal[]): AbortSignal {
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

/** Resolves when it is aborted. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
