import type { Backend } from '../../shared/api.ts';

/** `lost`: nobody answers. `refused`: a program is there, but not for the token that this window has, or has not. */
export type Reachability = 'reachable' | 'lost' | 'refused';

/** How the window holds its backend: the contract, and whether it can be reached. */
export interface BackendPort {
  readonly backend: Backend;
  /** Called at once with what is known, and with each change. */
  onReachable(listener: (reach: Reachability) => void): () => void;
}
