import type { Edit } from './lab/edit/language.ts';
import { printable, printableEnd, printableLine } from './printable.ts';

/**
 * A problem that a person can mend. It is a value, never thrown: functions that can meet one return it.
 * Used by the lab file's reader, the rules, the plan, and everything that talks to a host.
 */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case, for tests, scripts and documentation: `unknown-key`, `host-unreachable`. */
  readonly code: string;
  /** One sentence: what is wrong, and where, in the words of the field. */
  readonly message: string;
  /** One sentence: what to do about it. */
  readonly hint: string;
  /** The thing it is about: `docker01`, `docker01/bbox10`, `docker01:ens33.10`, `mac_net10`, `lan`, or '' for the whole lab. */
  readonly subject: string;
  /** Where in the lab file, as keys: `['hosts', 'docker01', 'interfaces']`. Empty when it is not about the file. */
  readonly path: readonly (string | number)[];
  /** Line and column in the lab file, both from 1, when known. */
  readonly at?: { readonly line: number; readonly column: number };
  /** The other places that it is about just as much: the partner of a duplicate. */
  readonly also?: readonly Pick<Problem, 'subject' | 'path' | 'at'>[];
  /** Edits of the lab that mend it with one click. */
  readonly fix?: { readonly title: string; readonly edits: readonly Edit[] };
  /** The ping that should come back and will not, by the ids of its ends: what would change that can be looked for. */
  readonly ping?: { readonly from: string; readonly to: string };
  /** The command that failed and what it printed, when a host said so. */
  readonly detail?: { readonly command?: string; readonly output?: string };
}

/** Either a value or the problems that prevented it; warnings may accompany a value. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const success = <T>(value: T, warnings: readonly Problem[] = []): Result<T> => ({ ok: true, value, warnings });
export const failure = <T = never>(...problems: readonly Problem[]): Result<T> => ({ ok: false, problems });

/**
 * Fills in the fields that most problems leave at their defaults. Whatever a sentence quotes, from a host or from a file, is
 * printable from here on: no screen that shows a problem has to think of it.
 */
export function problem(
  fields: Pick<Problem, 'code' | 'message' | 'hint'> & Partial<Omit<Problem, 'code' | 'message' | 'hint'>>,
): Problem {
  const { message, hint, detail, ...rest } = fields;
  return {
    severity: 'error',
    subject: '',
    path: [],
    ...rest,
    message: printableLine(message),
    hint: printableLine(hint),
    ...(detail && { detail: printableDetail(detail) }),
  };
}

const printableDetail = ({ command, output }: NonNullable<Problem['detail']>): NonNullable<Problem['detail']> => ({
  ...(command !== undefined && { command: printable(command) }),
  ...(output !== undefined && { output: printableEnd(output) }),
});

/** For the default branch of a switch over a discriminated union: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
}
