import { create } from 'zustand';
import type { Verdict } from './prediction/pairs.ts';

/** What is lit on the drawing: the things a packet passes, there and back, and what is written on the way. */
export interface LitRoute {
  readonly request: readonly string[];
  readonly reply: readonly string[];
  readonly words: string;
  readonly verdict: Verdict;
}

/** A ping that just came back: its path is lit for a moment. */
export interface Flash {
  readonly key: number;
  readonly hops: readonly string[];
  readonly verdict: Verdict;
}

interface RouteState {
  readonly route: LitRoute | undefined;
  readonly flashes: readonly Flash[];
  /** Counts up each time the packet is sent along the path. */
  readonly walks: number;
}

export const useRoute = create<RouteState>()(() => ({ route: undefined, flashes: [], walks: 0 }));

export const walkPacket = (): void => useRoute.setState(({ walks }) => ({ walks: walks + 1 }));

/** More at once would be one flicker. */
const FLASH_LIMIT = 10;
let nextFlash = 0;

export const flash = (pings: readonly Omit<Flash, 'key'>[]): void =>
  useRoute.setState(({ flashes }) => ({
    flashes: [...flashes, ...pings.map((ping) => ({ ...ping, key: ++nextFlash }))].slice(-FLASH_LIMIT),
  }));

export const endFlash = (key: number): void =>
  useRoute.setState(({ flashes }) => ({ flashes: flashes.filter((item) => item.key !== key) }));
