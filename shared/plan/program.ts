import { inventoryFile } from '../host/record.ts';
import type { Argv, Mark } from '../resources/resource.ts';
import type { HostPlan } from './plan.ts';
import { quoteCommand, quoteWord } from './quote.ts';

/** A host's plan, and what its script does for each change. The backend keeps it; the window only ever sees the plan. */
export interface HostProgram {
  readonly plan: HostPlan;
  /** One per change of the plan, in the same order, which is the order of running. */
  readonly steps: readonly Step[];
}

/** What runs for one change. Its operations run one after the other; the first that fails ends the step. */
export interface Step {
  /** Index of the change in the host's plan. */
  readonly index: number;
  /** All hosts finish a phase before any begins the next. Never decreases along the steps of a host. */
  readonly phase: number;
  readonly operations: readonly Operation[];
  readonly undo: readonly Undo[];
  /** What it removes by name: the script begins only when each still carries the lab's mark. */
  readonly marks: readonly Mark[];
}

export type Operation =
  /** `onLink`: done already when the host has no link of this name. */
  | { readonly kind: 'run'; readonly argv: Argv; readonly onLink?: string }
  /** Write a file of the lab's record on the host, whole or not at all; one that is there already stays as it is. */
  | { readonly kind: 'keep'; readonly lab: string; readonly path: string; readonly text: string };

/** Cleans up after a step that failed half way. May fail itself. */
export interface Undo {
  /** Runs only when at least so many of the step's operations had succeeded. */
  readonly made: number;
  readonly argv: Argv;
}

/** An operation as a person would type it. */
export function commandLine(operation: Operation): string {
  if (operation.kind === 'run') return quoteCommand(operation.argv);
  if (operation.path === inventoryFile(operation.lab))
    return `# keep what stands on this host now in ${operation.path}`;
  return `${quoteCommand(['printf', '%s', operation.text.trimEnd()])} > ${quoteWord(operation.path)}`;
}

/** What one host does within one phase. */
export interface PhasePart {
  readonly host: string;
  readonly steps: readonly Step[];
}

/** The phases of a lab's programs in their order, each with the hosts that have something to do in it. */
export function phasesOf(programs: readonly HostProgram[]): readonly (readonly PhasePart[])[] {
  const numbers = new Set(programs.flatMap(({ steps }) => steps.map(({ phase }) => phase)));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) =>
      programs
        .map(({ plan, steps }) => ({ host: plan.host, steps: steps.filter(({ phase }) => phase === number) }))
        .filter(({ steps }) => steps.length > 0),
    );
}
