/**
 * How something ended. It is derived from what was seen, host by host, and from nothing else: nobody can say `done`, only
 * show what was seen, and `conclude` says what that amounts to. Command line, window and programs all tell this one value.
 */
import type { HostState } from './host/state.ts';
import { type Problem, problem } from './problem.ts';
import { listed } from './shown.ts';

/**
 * - `done`: what is claimed was seen, on every host.
 * - `failed`: it is not so, and it is known why.
 * - `lost`: a connection broke in the middle, and what stands on its host is not known.
 * - `unknown`: nothing went wrong that was seen, but what is claimed was not seen either.
 * - `cancelled`: a person or the system stopped it.
 */
export type Outcome = 'done' | 'failed' | 'lost' | 'unknown' | 'cancelled';

/** Only the functions of this file make values of it; it is never there when the program runs. */
declare const derived: unique symbol;

/** What was seen of one host by the end. */
export type Fate =
  /** What is claimed of the host was seen there. */
  | { readonly kind: 'seen'; readonly [derived]: true }
  | { readonly kind: 'failed'; readonly problems: readonly Problem[] }
  /** It could not be asked at all: that failed, and nothing is known of the host. */
  | { readonly kind: 'unreached'; readonly problems: readonly Problem[] }
  /** The connection broke in the middle. */
  | { readonly kind: 'lost'; readonly problems: readonly Problem[] }
  /** Nobody looked, or not to the end. */
  | { readonly kind: 'unseen'; readonly problems: readonly Problem[] }
  /** Stopped or passed over between two steps: what was done there is known, and it is not all. */
  | { readonly kind: 'unfinished' };

const SEEN = { kind: 'seen' } as Fate & { readonly kind: 'seen' };
const UNFINISHED: Fate = { kind: 'unfinished' };
export const UNSEEN: Fate = { kind: 'unseen', problems: [] };

/** A host that was looked at, with nothing in the way of what is wanted of it. */
export function looked(_state: HostState, problems: readonly Problem[]): Fate {
  const errors = problems.filter(isError);
  return errors.length > 0 ? { kind: 'failed', problems: errors } : SEEN;
}

/** A host that was to do some steps. `done`: those that were seen to end well. */
export const applied = (steps: readonly number[], done: ReadonlySet<number>): Fate =>
  steps.every((step) => done.has(step)) ? SEEN : UNFINISHED;

/** A host that was looked at after a destroy. `left`: what is otherwise than before the first deploy. */
export const compared = (host: string, left: readonly string[]): Fate =>
  left.length === 0 ? SEEN : { kind: 'failed', problems: [leftProblem(host, left)] };

/** A host that was to send some pings. */
export function measured(expected: number, results: readonly { readonly agrees: boolean }[]): Fate {
  if (results.length < expected) return UNSEEN;
  return results.every(({ agrees }) => agrees) ? SEEN : { kind: 'failed', problems: [] };
}

/** What an ending is made of. */
export interface Evidence {
  /** All that is claimed is claimed of each of these. */
  readonly hosts: readonly string[];
  /** By host; a host without one was not seen. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** Changes that were done, would be done, or pings that agree; and of how many. */
  readonly count: number;
  readonly of: number;
  /** Somebody asked to stop. */
  readonly stopped: boolean;
  /** Of no host alone; warnings among them do not count. */
  readonly problems?: readonly Problem[];
}

/** How it ended, with everything that whoever waited has to know. */
export interface Ending {
  readonly outcome: Outcome;
  /** Number of changes applied (of a plan: to be applied), or of pings that agree. */
  readonly count: number;
  /** Of how many. */
  readonly of: number;
  /** Errors: why it is not done. */
  readonly problems: readonly Problem[];
  /** Hosts of which it is not known what stands there. */
  readonly unknown: readonly string[];
  readonly [derived]: true;
}

export function conclude({ hosts, fates, count, of, stopped, problems = [] }: Evidence): Ending {
  const each = hosts.map((host) => ({ host, fate: fates.get(host) ?? UNSEEN }));
  const has = (kind: Fate['kind']): boolean => each.some(({ fate }) => fate.kind === kind);
  const found = [...problems, ...each.flatMap(({ fate }) => ('problems' in fate ? fate.problems : []))].filter(isError);
  const unknown = each.flatMap(({ host, fate }) =>
    fate.kind === 'lost' || fate.kind === 'unseen' || fate.kind === 'unreached' ? [host] : [],
  );
  const end = (outcome: Outcome, why = found): Ending => ending({ outcome, count, of, problems: why, unknown });
  if (found.length === 0 && each.every(({ fate }) => fate.kind === 'seen')) return end('done');
  if (stopped) return end('cancelled');
  if (problems.some(isError) || has('failed') || has('unreached')) return end('failed');
  if (has('lost')) return end('lost');
  return end('unknown', found.length > 0 ? found : [notSeen(unknown)]);
}

/** Nothing was begun, because of this. */
export const refused = (problems: readonly Problem[]): Ending =>
  ending({ outcome: 'failed', count: 0, of: 0, problems: problems.filter(isError), unknown: [] });

/** What needs no host to be known: a file that was read, a question that was answered. Done when nothing is wrong with it. */
export const answered = (problems: readonly Problem[] = []): Ending =>
  conclude({ hosts: [], fates: new Map(), count: 0, of: 0, stopped: false, problems });

/** Nothing was begun, because somebody said so. `of`: changes that were to be made. */
export const notBegun = (of: number): Ending =>
  ending({ outcome: 'cancelled', count: 0, of, problems: [], unknown: [] });

const ending = (fields: Omit<Ending, typeof derived>): Ending => fields as Ending;

const isError = ({ severity }: Problem): boolean => severity === 'error';

const notSeen = (hosts: readonly string[]): Problem =>
  problem({
    code: 'not-seen',
    message:
      hosts.length === 0
        ? 'It ended before everything that was to be done was seen to be done.'
        : `It ended before ${listed(hosts)} could be looked at.`,
    hint: 'Plan again to see what stands.',
  });

const leftProblem = (host: string, lines: readonly string[]): Problem =>
  problem({
    code: 'residue',
    subject: host,
    message: `${host} is not as it was before the first deploy: ${lines.length} ${lines.length === 1 ? 'thing differs' : 'things differ'}.`,
    hint: 'The lab itself is gone; what differs was done beside it, or is left over: look at each line.',
    detail: { output: lines.join('\n') },
  });
