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

interface Waiting {
  readonly until: number;
  readonly go: () => void;
}

let turn = 0;
let waiting: Waiting[] = [];

/** Resolves after so many turns of the event loop. Whoever waits shares one count: fifty hosts start a thousand containers. */
export function turns(count: number): Promise<void> {
  return new Promise((go) => {
    waiting.push({ until: turn + count, go });
    if (waiting.length === 1) setImmediate(nextTurn);
  });
}

function nextTurn(): void {
  turn += 1;
  const over = waiting.filter(({ until }) => until <= turn);
  if (over.length > 0) waiting = waiting.filter(({ until }) => until > turn);
  if (waiting.length > 0) setImmediate(nextTurn);
  for (const { go } of over) go();
}
