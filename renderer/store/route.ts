import { create } from 'zustand';
import type { Verdict } from './prediction/pairs.ts';

/** What is lit on the drawing: the things a packet passes, there and back, and what is written on the way. */
export interface LitRoute {
  readonly request: readonly string[];
  readonly reply: readonly string[];
  readonly words: string;
  readonly verdict: Verdict;
}

interface RouteState {
  readonly route: LitRoute | undefined;
  /** Counts up each time the packet is sent along the path. */
  readonly walks: number;
}

export const useRoute = create<RouteState>()(() => ({ route: undefined, walks: 0 }));

export const walkPacket = (): void => useRoute.setState(({ walks }) => ({ walks: walks + 1 }));
