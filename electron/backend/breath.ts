import { setImmediate } from 'node:timers/promises';

/** One picture of a screen, in milliseconds. */
const LONGEST = 16;

/** Long work calls it after each piece, so that everything else has its turn in between: events, requests, stopping. */
export function breath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST) return;
    await setImmediate();
    since = performance.now();
  };
}
