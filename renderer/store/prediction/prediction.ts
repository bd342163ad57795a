/** What is predicted for every pair of the open lab, before anything is deployed. */
import { useMemo } from 'react';
import type { PingResult } from '../../../shared/api.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { useDocument } from '../document/document-store.ts';

/** What is pinged: a container on several networks is a target once for each of its addresses. */
export interface Target {
  readonly id: string;
  /** Empty: Docker picks one when the container is made. */
  readonly address: string;
}

/** Where the packet was and what was decided there. */
export interface Hop {
  readonly leg: 'request' | 'reply';
  /** The thing on the drawing. */
  readonly at: string;
  readonly outcome: 'pass' | 'stop' | 'unsure';
  /** What decided, as a host would print it; may be empty. */
  readonly rule: string;
  readonly text: string;
  /** The things on the drawing that the packet touches at this hop, in order. */
  readonly things: readonly string[];
}

export interface Explanation {
  readonly verdict: PingResult['predicted'];
  readonly reason: PingResult['reason'];
  readonly hops: readonly Hop[];
}

export interface Forecast {
  readonly sources: readonly string[];
  readonly targets: readonly Target[];
  /** Undefined: a thing and itself. */
  outcome(from: string, to: Target): { readonly verdict: PingResult['predicted']; readonly code: string } | undefined;
  /** Traced anew: for one pair at a time. */
  explain(from: string, to: Target): Explanation | undefined;
}

export function forecast(_lab: Lab): Forecast | undefined {
  return undefined;
}

export function useForecast(): Forecast | undefined {
  const lab = useDocument((state) => state.lab);
  return useMemo(() => lab && forecast(lab), [lab]);
}

/** The way of one leg as the things that it touches. */
export const wayOf = (explanation: Explanation | undefined, leg: Hop['leg']): readonly string[] =>
  explanation?.hops.filter((hop) => hop.leg === leg).flatMap(({ things }) => things) ?? [];
