/** One run of the command line: what it was given, and how it tells what is wrong. */
import type { OpenedFile } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import type { Arguments } from './arguments.ts';
import { problemLines, type Terminal } from './terminal.ts';

export interface Run {
  readonly arguments: Arguments;
  readonly file: OpenedFile | null;
  readonly backend: LocalBackend;
  readonly terminal: Terminal;
}

/** The text of the lab file; every command that reads it has one. */
export const labText = ({ file }: Run): string => file?.text ?? '';

/** What `follow` needs of it. */
export const followed = ({ backend, terminal, arguments: { acceptNewHostKeys } }: Run) => ({
  backend,
  terminal,
  acceptNewHostKeys,
});

/** Says why, and is the exit code of that. */
export function fail(run: Run, problems: readonly Problem[]): number {
  sayProblems(run, problems);
  return 1;
}

export function sayProblems({ terminal, file }: Run, problems: readonly Problem[], where: 'say' | 'out' = 'say'): void {
  for (const one of problems) {
    const place = one.at && file ? `${file.path}:${one.at.line}:${one.at.column}: ` : '';
    const [first = '', ...rest] = problemLines(one);
    const colour = one.severity === 'error' ? 'red' : 'amber';
    terminal[where](where === 'out' ? terminal.paint(place + first, colour) : place + first);
    for (const line of rest) terminal[where](line);
  }
}
