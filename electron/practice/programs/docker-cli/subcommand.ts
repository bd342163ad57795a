/** What one subcommand of docker is: `docker network create`. */

import { absentInDaemonsWords } from '../../../../shared/machine/docker/facts.ts';
import { Refusal } from '../../../../shared/machine/docker/refusal.ts';
import { holds } from '../../../../shared/machine/fact.ts';
import type { DockerEngine } from '../../docker/engine/engine.ts';
import type { Process } from '../../os/machine.ts';
import type { Flag, Flags } from './flags.ts';

export interface Call {
  readonly process: Process;
  readonly engine: DockerEngine;
  /** The folder of what Docker's command keeps for its user. */
  readonly config: string;
  readonly flags: Flags;
  /** What is left after the options. */
  readonly words: readonly string[];
  /** One line on standard output. */
  say(line: string): Promise<void>;
  /** One line on standard error. */
  complain(line: string): Promise<void>;
}

export interface Subcommand {
  /** `network create`; the first is the one that error messages and help name, when it was not called by another. */
  readonly paths: readonly string[];
  /** What follows its name in the usage line: `[OPTIONS] NETWORK`. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** How many words it takes. */
  readonly words: { readonly min: number; readonly max: number };
  /** Options end at the first word, since what follows is a program and its own options. */
  readonly program?: boolean;
  run(call: Call): Promise<number>;
}

/** What a subcommand fails with after it has printed what there was to print. */
export class CliError extends Error {
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

export const anyNumber = { min: 1, max: Number.POSITIVE_INFINITY } as const;
export const exactly = (count: number): Subcommand['words'] => ({ min: count, max: count });

/** What the command says of a refusal. */
export const said = (error: Refusal): string =>
  error.status === 0 ? error.message : `Error response from daemon: ${error.message}`;

/** For questions of one thing the command has its own words when it is not there; of a kind of thing only in old ones. */
export function saidOf(
  { version }: Pick<Call['engine'], 'version'>,
  error: Refusal,
  what: 'container' | 'image' | 'network' | 'object',
  name: string,
): string {
  if (error.status !== 404 || (what !== 'object' && holds(absentInDaemonsWords, version))) return said(error);
  return `Error: No such ${what}: ${name}`;
}

/** Does something with each name, tells which went well, and fails at the end if one did not. */
export async function forEach(
  { words, say }: Call,
  action: (name: string) => void | Promise<void>,
  told: (error: Refusal, name: string) => string = said,
): Promise<number> {
  const failures: string[] = [];
  for (const name of words) {
    try {
      await action(name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failures.push(told(error, name));
      continue;
    }
    await say(name);
  }
  if (failures.length > 0) throw new CliError(failures.join('\n'));
  return 0;
}
