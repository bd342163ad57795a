/** One run of the command line: what it was given, and how it tells what is wrong. */
import type { OpenedFile } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { LocalBackend } from '../backend/backend.ts';
import type { Stop } from '../signals.ts';
import type { Arguments } from './arguments.ts';
import { problemLines, type Terminal } from './terminal.ts';

export interface Run {
  readonly arguments: Arguments;
  readonly file: OpenedFile | null;
  readonly backend: LocalBackend;
  readonly terminal: Terminal;
  readonly stop: Stop;
}

/** The text of the lab file; every command that reads it has one. */
export const labText = ({ file }: Run): string => file?.text ?? '';

/** What `follow` needs of it. */
export const followed = ({ backend, terminal, stop, arguments: { acceptNewHostKeys } }: Run) => ({
  backend,
  terminal,
  stop,
  acceptNewHostKeys,
});

export function sayProblems(
  { terminal, file }: Pick<Run, 'terminal' | 'file'>,
  problems: readonly Problem[],
  where: 'say' | 'out' = 'say',
): void {
  for (const one of problems) {
    const place = one.at && file ? `${file.path}:${one.at.line}:${one.at.column}: ` : '';
    const [first = '', ...rest] = problemLines(one);
    const colour = one.severity === 'error' ? 'red' : 'amber';
    terminal[where](where === 'out' ? terminal.paint(place + first, colour) : place + first);
    for (const line of rest) terminal[where](line);
  }
}
