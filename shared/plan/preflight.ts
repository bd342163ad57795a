import type { HostState } from '../host/state.ts';
import type { Problem } from '../problem.ts';
import type { Need } from '../resources/resource.ts';
import type { Move } from './diff.ts';
import { preflight } from './host-preflight.ts';

/** What keeps these changes from being made on this host, or may spoil them: one sentence per cause, not per change. */
export function planPreflight(host: string, moves: readonly Move[], state: HostState): readonly Problem[] {
  if (moves.length === 0) return [];
  const needs = new Map<Need, string>();
  for (const { resource, removes } of moves) {
    for (const { needs: of, noun } of [...removes, resource]) {
      for (const need of of) if (!needs.has(need)) needs.set(need, noun);
    }
  }
  return preflight(host, state, needs);
}
