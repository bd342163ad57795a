import type { Feed } from '../machine/feed.ts';
import { feedOfOperation, type Operation } from '../machine/operation.ts';
import { type Argv, render } from '../machine/render.ts';
import type { Awaited, Mark } from '../resources/resource.ts';
import type { HostPlan } from './plan.ts';

/** A host's plan, and what its script does for each change. The backend keeps it; the window only ever sees the plan. */
export interface HostProgram {
  readonly plan: HostPlan;
  /** One per change of the plan, in the same order, which is the order of running. */
  readonly steps: readonly Step[];
}

/** What runs for one change. Its instructions run one after the other; the first that fails ends the step. */
export interface Step {
  /** Index of the change in the host's plan. */
  readonly index: number;
  /** All hosts finish a phase before any begins the next. A step's is never below that of one that it comes after. */
  readonly phase: number;
  /** What must have been made on other hosts before; what stands there already is not waited for. */
  readonly awaits: readonly Awaited[];
  /** Indexes of earlier steps of this host that must be done before it. */
  readonly after: readonly number[];
  /** It and what follows run in a script of their own, for which we come to the host once more as soon as the first has ended. */
  readonly later?: true;
  /** With neighbours that say the same it may run side by side, where neither comes after the other. */
  readonly beside?: string;
  readonly instructions: readonly Instruction[];
  readonly undo: readonly Undo[];
  /** What it removes by name: the script begins only when each still carries the lab's mark. */
  readonly marks: readonly Mark[];
}

export type Instruction =
  /** `onLink`: done already when the host has no link of this name. */
  | { readonly kind: 'do'; readonly operation: Operation; readonly onLink?: string }
  /** What only the lab's record on the host needs. */
  | { readonly kind: 'run'; readonly argv: Argv }
  /** Write a file of the lab's record on the host, whole or not at all; one that is there already stays as it is. */
  | { readonly kind: 'keep'; readonly lab: string; readonly path: string; readonly text: string };

/** Cleans up after a step that failed half way. May fail itself. */
export interface Undo {
  /** Runs only when at least so many of the step's instructions had succeeded. */
  readonly made: number;
  readonly argv: Argv;
}

/** The words of one that is a command. */
export const wordsOf = (instruction: Exclude<Instruction, { kind: 'keep' }>): Argv =>
  instruction.kind === 'run' ? instruction.argv : render(instruction.operation);

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

/**
 * The scripts of one part in their order. Other hosts are not waited for between them. What is copied arrives behind a script,
 * on its own standard input, so each has one copy at most.
 */
export function visitsOf({ steps }: PhasePart): readonly (readonly Step[])[] {
  const visits: Step[][] = [];
  let [later, fed] = [false, false];
  for (const step of steps) {
    const feed = feedOfStep(step) !== undefined;
    const last = visits.at(-1);
    if (last === undefined || (step.later && !later) || (feed && fed)) visits.push([step]);
    else last.push(step);
    if (visits.at(-1) !== last) fed = false;
    fed ||= feed;
    later ||= step.later === true;
  }
  return visits;
}

/** What must be copied to the host for a step, if anything. */
export const feedOfStep = ({ instructions }: Step): Feed | undefined =>
  instructions.flatMap((item) => (item.kind === 'do' ? (feedOfOperation(item.operation) ?? []) : [])).at(0);
