/** The end of every command: its exit status, its last line for a person, and its last event for a program. */
import type { Ending, Outcome } from '../../shared/outcome.ts';
import { listed } from '../../shared/shown.ts';
import type { CommandName } from './catalog.ts';

/** What a command hands back. Nothing else decides about its exit status. */
export interface CommandEnd {
  readonly ending: Ending;
  /** With `--json`: what is printed at the end. */
  readonly document?: object;
  /** What is to be said was said as it was found. */
  readonly told?: boolean;
  /** Of a destroy: what the hosts were seen to have otherwise than before; null: not every host was seen. */
  readonly residue?: readonly string[] | null;
}

/** 2 is 'there are changes', and belongs to `plan`. */
export type ExitStatus = 0 | 1 | 2;

export function exitStatus(command: CommandName, { outcome, count }: Ending): ExitStatus {
  if (outcome !== 'done') return 1;
  return command === 'plan' && count > 0 ? 2 : 0;
}

export interface LastLine {
  readonly text: string;
  /** Results are printed, diagnostics are said on standard error. */
  readonly to: 'out' | 'say';
  readonly colour?: 'green';
}

const out = (text: string, colour?: 'green'): LastLine => ({ text, to: 'out', ...(colour ? { colour } : {}) });
const say = (text: string): LastLine => ({ text, to: 'say' });

/** What it came to, in one line; undefined: the command has said all. */
export function lastLine(command: CommandName, ending: Ending): LastLine | undefined {
  switch (command) {
    case 'plan':
      return planned(ending);
    case 'deploy':
    case 'destroy':
      return changed(command, ending);
    case 'verify':
      return verified(ending);
    case 'validate':
    case 'predict':
    case 'export':
    case 'serve':
    case 'practice':
      return ending.outcome === 'cancelled' ? say('stopped.') : undefined;
  }
}

const NOTHING_TO_CHANGE = out('Nothing to change: the hosts are as the lab says.');

function planned({ outcome, count, unknown }: Ending): LastLine | undefined {
  if (outcome === 'done') return count === 0 ? NOTHING_TO_CHANGE : undefined;
  return outcome === 'cancelled' ? say(stopped(unknown)) : undefined;
}

function changed(intent: 'deploy' | 'destroy', { outcome, count, of, unknown }: Ending): LastLine | undefined {
  if (outcome === 'done') {
    if (of === 0) return intent === 'deploy' ? NOTHING_TO_CHANGE : out('Nothing of this lab is on its hosts.');
    return intent === 'deploy'
      ? out(`Deployed: ${count} changes.`, 'green')
      : out('Destroyed: the hosts are as they were, nothing is left.', 'green');
  }
  // Not even planned: either it was refused, or somebody stopped it while the hosts were looked at.
  if (of === 0) return outcome === 'cancelled' ? say(stopped(unknown)) : undefined;
  if (outcome === 'cancelled' && count === 0 && unknown.length === 0) return say('Nothing was changed.');
  const about = unknown.length > 0 ? `; nothing is known of ${listed(unknown)}` : '';
  return say(`${ENDS[outcome]} after ${count} of ${of} changes${about}; plan again to see what stands.`);
}

const ENDS: Readonly<Record<Exclude<Outcome, 'done'>, string>> = {
  failed: 'Failed',
  lost: 'Lost',
  unknown: 'Not seen to the end',
  cancelled: 'Cancelled',
};

function verified({ outcome, count, of, unknown }: Ending): LastLine | undefined {
  if (outcome === 'done' && of === 0) return out('Nothing to ping: the lab has no container, and no two addresses.');
  const about = unknown.length > 0 ? `; nothing is known of ${listed(unknown)}` : '';
  if (outcome === 'cancelled')
    return say(of === 0 ? stopped(unknown) : `stopped with ${count} of ${of} pings as expected${about}.`);
  return of === 0 ? undefined : out(`${count} of ${of} as expected${about}.`);
}

const stopped = (unknown: readonly string[]): string =>
  `stopped; nothing is known of ${unknown.length === 0 ? "the lab's hosts" : listed(unknown)}.`;

/** The last event of a deploy or destroy. */
export const doneEvent = (intent: 'deploy' | 'destroy', { ending, residue }: CommandEnd): object => ({
  type: 'done',
  ok: ending.outcome === 'done',
  outcome: ending.outcome,
  changed: ending.count,
  // An empty list would say that nothing is left: it stands there only when that was seen.
  ...(intent === 'destroy' ? { residue: residueOf(ending, residue) } : {}),
  unknown: ending.unknown,
  problems: ending.problems,
});

function residueOf({ outcome }: Ending, residue: CommandEnd['residue']): readonly string[] | null {
  if (outcome === 'done') return [];
  return residue && residue.length > 0 ? residue : null;
}
