import type { Backend } from '../../shared/api.ts';

/** How the window holds its backend: the contract, and whether it can be reached. */
export interface BackendPort {
  readonly backend: Backend;
  /** Called with true each time that the backend can be reached (again), with false when it no longer can. */
  onReachable(listener: (reachable: boolean) => void): () => void;
}
