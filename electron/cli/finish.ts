/** Tells how a command ended, to a person or to a program, and gives its exit status. */
import type { OpenedFile } from '../../shared/api.ts';
import type { Arguments } from './arguments.ts';
import { type CommandEnd, doneEvent, type ExitStatus, exitStatus, lastLine } from './end.ts';
import { sayProblems } from './run.ts';
import type { Terminal } from './terminal.ts';
import { NOTHING_MEASURED, verifyDocument } from './verify-command.ts';

export interface Telling {
  readonly arguments: Pick<Arguments, 'command' | 'json'>;
  readonly file: OpenedFile | null;
  readonly terminal: Terminal;
}

export function finish(telling: Telling, end: CommandEnd): ExitStatus {
  const { command, json } = telling.arguments;
  const { terminal } = telling;
  const { ending } = end;
  if (json) printDocument(telling, end);
  if (!end.told) sayProblems(telling, ending.problems);
  const last = lastLine(command, ending);
  if (last && !(json && last.to === 'out')) {
    terminal[last.to](last.colour ? terminal.paint(last.text, last.colour) : last.text);
  }
  return exitStatus(command, ending);
}

function printDocument({ arguments: { command }, terminal }: Telling, end: CommandEnd): void {
  if (command === 'deploy' || command === 'destroy') {
    terminal.out(JSON.stringify(doneEvent(command, end)));
    return;
  }
  const document = end.document ?? (end.told ? undefined : shortDocument(command, end));
  if (document !== undefined) terminal.out(JSON.stringify(document, null, 2));
}

/** A command that did not get as far as its own document says why. */
function shortDocument(command: Arguments['command'], { ending }: CommandEnd): object | undefined {
  if (command === 'serve') return undefined;
  if (command === 'verify') return verifyDocument([], NOTHING_MEASURED, ending);
  const { outcome, unknown, problems } = ending;
  return { outcome, unknown, problems };
}
