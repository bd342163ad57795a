/** Ids that look like Docker's and are the same in each run: they follow from a seed and a count. */
import { createHash } from 'node:crypto';
import type { EngineState } from './state.ts';

/** 64 hex digits. */
export const hexId = (seed: string, what: string): string =>
  createHash('sha256').update(`${seed}\0${what}`).digest('hex');

/** The next id and the state that has given it away. Docker draws again where the short form would read as a number. */
export function nextId(state: EngineState, seed: string): { readonly id: string; readonly state: EngineState } {
  for (let counter = state.counter + 1; ; counter += 1) {
    const id = hexId(seed, String(counter));
    if (/\D/.test(id.slice(0, 12))) return { id, state: { ...state, counter } };
  }
}

export const shortId = (id: string): string => id.replace(/^sha256:/, '').slice(0, 12);
