/**
 * Practice hosts share one event loop with the window. Whatever may loop asks here each time around, and now and then has to
 * wait for everybody else's turn.
 */
const SLICE = 6;

let since = performance.now();

/** Undefined: go on. Otherwise something to wait for first. */
export function pace(): Promise<void> | undefined {
  if (performance.now() - since < SLICE) return undefined;
  return new Promise((resolve) => {
    setImmediate(() => {
      since = performance.now();
      resolve();
    });
  });
}
