import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { EngineState } from './state.ts';

/** What an operation of the engine works on: it gives back another of these, or throws a `Refusal` and nothing has happened. */
export interface EngineWorld {
  readonly state: EngineState;
  /** The host's links, routes and rules, which Docker changes too. */
  readonly kernel: KernelState;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Docker's own. */
  readonly version: string;
  /** What ids follow from. */
  readonly seed: string;
}
