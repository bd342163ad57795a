import { create } from 'zustand';
import type { Hop } from '../../shared/reach/verdict.ts';
import type { PairVerdict } from '../derived/pairs.ts';

/** A ping that just came back: its path is lit for a moment. */
export interface Flash {
  readonly key: number;
  readonly hops: readonly Hop[];
  readonly verdict: PairVerdict;
}

export const useFlashing = create<{ readonly flashes: readonly Flash[] }>()(() => ({ flashes: [] }));

/** More at once would be one flicker. */
const FLASH_LIMIT = 10;
let nextFlash = 0;

export const flash = (pings: readonly Omit<Flash, 'key'>[]): void =>
  useFlashing.setState(({ flashes }) => ({
    flashes: [...flashes, ...pings.map((ping) => ({ ...ping, key: ++nextFlash }))].slice(-FLASH_LIMIT),
  }));

export const endFlash = (key: number): void =>
  useFlashing.setState(({ flashes }) => ({ flashes: flashes.filter((item) => item.key !== key) }));
