import type { Backend } from '../../shared/api.ts';

/** `outdated`: the window's address is of a program that is no longer there; it will not connect again. */
export type Reachability = 'reachable' | 'lost' | 'outdated';

/** How the window holds its backend: the contract, and whether it can be reached. */
export interface BackendPort {
  readonly backend: Backend;
  /** Called at once with what is known, and with each change. */
  onReachable(listener: (reach: Reachability) => void): () => void;
}
