/**
 * Time as far as this program was running. A machine with much else to do lets it stand for seconds, and the first thing that
 * it then sees is that its time is over, before the answer that has long been there: so what passes between two turns of the
 * event loop counts no more than a little.
 */
import { clearInterval, setInterval } from 'node:timers';

const TURN_MS = 2;
const MOST_PER_TURN = 10;

/** Calls back at each turn with the milliseconds that have passed. @returns ends it */
export function eachTurn(turn: (ms: number) => void): () => void {
  let last = performance.now();
  const turning = setInterval(() => {
    const now = performance.now();
    const ms = Math.min(now - last, MOST_PER_TURN);
    last = now;
    turn(ms);
  }, TURN_MS);
  return () => clearInterval(turning);
}

/** Rejects with these words when the work has not ended after so many milliseconds. */
export async function inRunningTime<T>(ms: number, words: string, work: Promise<T>): Promise<T> {
  let end: () => void = () => undefined;
  const late = new Promise<never>((_, reject) => {
    let passed = 0;
    end = eachTurn((some) => {
      passed += some;
      if (passed >= ms) reject(new Error(words));
    });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    end();
  }
}
