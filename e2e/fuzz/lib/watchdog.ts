import { Worker } from 'node:worker_threads';

/** Sees from beside when a case keeps the processor for itself or waits for ever, says which it was and ends the program. */
const BESIDE = `
const { workerData: { shared, limitMs, before, after } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const cells = new Int32Array(shared);
// A machine that has much else to do gives no processor for minutes: what counts is what was used of it.
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
let seen = Atomics.load(cells, 0);
let since = { wall: performance.now(), used: used() };
for (;;) {
  Atomics.wait(cells, 0, seen, 500);
  const now = Atomics.load(cells, 0);
  if (now < 0) break;
  if (now !== seen) { seen = now; since = { wall: performance.now(), used: used() }; continue; }
  if (used() - since.used < limitMs && performance.now() - since.wall < 20 * limitMs) continue;
  writeSync(1, 'FOUND ' + before + Atomics.load(cells, 1) + after + '\\n');
  process.kill(process.pid, 'SIGKILL');
}
`;

/** @param words of the case with the given index; said before the program is ended */
export function watchForHanging(limitMs: number, words: (index: string) => string) {
  // How many have begun, and which one has.
  const shared = new SharedArrayBuffer(8);
  const cells = new Int32Array(shared);
  const [before = '', after = ''] = words('\n').split('\n');
  // Later than the limit that a case which only waits runs into.
  const workerData = { shared, limitMs: limitMs + 2_000, before, after };
  const worker = new Worker(BESIDE, { eval: true, workerData });
  worker.unref();
  let begun = 0;
  const set = (count: number): void => {
    Atomics.store(cells, 0, count);
    Atomics.notify(cells, 0);
  };
  return {
    begin(index: number): void {
      Atomics.store(cells, 1, index);
      set(++begun);
    },
    end: () => set(-1),
  };
}
