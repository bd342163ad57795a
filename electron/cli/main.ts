/** The command line: the same backend as the window, for a terminal and for programs. */
import { join } from 'node:path';
import { notBegun, refused } from '../../shared/outcome.ts';
import type { Problem } from '../../shared/problem.ts';
import { localBackend } from '../backend/local.ts';
import type { Signals } from '../signals.ts';
import { readArguments } from './arguments.ts';
import { runCommand } from './commands.ts';
import { finish } from './finish.ts';
import { leaveGoneTerminal } from './gone-terminal.ts';
import { readLab } from './lab-input.ts';
import { output } from './output.ts';
import { servedFiles } from './serve-command.ts';
import { terminal as makeTerminal, problemLines } from './terminal.ts';

/** Put in by the bundler, from package.json. */
declare const TRUNKLINE_VERSION: string;

/** They compute, and ask nobody: a signal ends them as it ends any program. */
const ALONE: readonly string[] = ['validate', 'predict', 'export'];

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
// Where nothing can be said any more, what runs goes on, and the exit status tells.
process.stderr.on('error', () => undefined);
const printed = output(process.stdout, (why) => {
  say(`error: Standard output cannot be written: ${why}.`);
  say('  What was to be printed is lost; what is done on the hosts goes on to its end.');
});

/** A signal that came while the program was read is told then: whoever stops to listen before that never hears of it. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function command(signals: Signals): Promise<number> {
  const terminal = makeTerminal({ stopping: signals.stopping, output: printed });
  const read = readArguments(process.argv.slice(2), TRUNKLINE_VERSION);
  if (read.kind === 'text') {
    terminal.out(read.text.trimEnd());
    return 0;
  }
  if (read.kind === 'wrong') {
    terminal.say(`error: ${read.message}.`);
    terminal.say('  "trunkline --help" lists the commands and options.');
    return 1;
  }
  const given = read.arguments;
  if (ALONE.includes(given.command)) {
    await nextTurn();
    signals.release();
  }
  const opened = given.file === undefined ? null : await readLab(given.file, process.stdin, signals.stopping);
  if (opened !== null && !opened.ok) {
    const ending = signals.stopping.aborted ? notBegun(0) : refused(opened.problems);
    return finish({ arguments: given, file: null, terminal }, { ending });
  }
  const file = opened?.value ?? null;
  const backend = localBackend({
    version: TRUNKLINE_VERSION,
    shell: 'browser',
    assets: join(__dirname, 'assets'),
    file,
    files: servedFiles(file?.path),
    key: given.key,
    practiceRelease: given.practiceRelease,
    knownHosts: given.knownHosts,
    keepsHistory: given.command === 'serve',
  });
  const tell = (problem: Problem): void => {
    for (const line of problemLines(problem)) terminal.say(line);
  };
  backend.onEvents((events) => {
    for (const event of events) if (event.type === 'notice') tell(event.problem);
  });
  let code = 1;
  try {
    code = await runCommand({ arguments: given, file, backend, terminal, stop: signals });
  } finally {
    // Practice hosts that could not be kept are gone now, and what was done on them.
    const lost = await backend.close(signals.abandoned);
    for (const problem of lost) tell({ ...problem, severity: 'error' });
    if (lost.length > 0) code = 1;
  }
  return code;
}

/** Runs what the command line says, and sets the exit status. @param signals heard from the first moment on */
export function main(signals: Signals): void {
  // A disk may turn out to be full after the last line was written.
  process.on('exit', () => {
    if (printed.failed()) process.exitCode = 1;
    leaveGoneTerminal();
  });
  command(signals).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      say(`error: Trunkline met an error of its own: ${error instanceof Error ? error.message : String(error)}`);
      say('  Plan again to see what stands. Please report the error.');
      process.exitCode = 1;
    },
  );
}
