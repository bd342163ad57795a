/** One run of the command line: what it was given, and how it tells what is wrong. */
import type { OpenedFile } from '../../shared/api.ts';
import { readLab } from '../../shared/lab/read.ts';
import { LARGER_THAN_MADE_FOR } from '../../shared/lab/size.ts';
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

export const isOfSize = ({ code }: Problem): boolean => code === LARGER_THAN_MADE_FOR;

/** That a lab is larger than the program is made for is said before anything is computed from it, or any host asked. */
export function saySize(run: Run, warnings: readonly Problem[]): void {
  sayProblems(run, warnings.filter(isOfSize));
}

/** The same of the lab file that a command was given. */
export function saySizeOfFile(run: Run): void {
  if (run.file === null) return;
  const read = readLab(labText(run));
  if (read.ok) saySize(run, read.warnings);
}
