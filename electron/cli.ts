/** The command line: the same backend as the window, for a terminal and for programs. */

import type { Problem } from '../shared/problem.ts';
import { localBackend } from './backend/local.ts';
import { readArguments, USAGE } from './cli/arguments.ts';
import { deploy, destroy } from './cli/change-commands.ts';
import { plan } from './cli/plan-command.ts';
import { predict } from './cli/predict-command.ts';
import { serve, servedFiles } from './cli/serve-command.ts';
import { terminal as makeTerminal, problemLines } from './cli/terminal.ts';
import { validate } from './cli/validate-command.ts';
import { verify } from './cli/verify-command.ts';
import { readLabFile } from './store/lab-files.ts';

/** Put in by the bundler, from package.json. */
declare const TRUNKLINE_VERSION: string;

const WITH_FILE = { validate, predict, plan, deploy, verify, destroy } as const;

async function main(): Promise<number> {
  const terminal = makeTerminal();
  const read = readArguments(process.argv.slice(2));
  if (read.kind === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (read.kind === 'wrong') {
    terminal.say(`error: ${read.message}.`);
    terminal.say('  "trunkline --help" lists the commands and options.');
    return 1;
  }
  const given = read.arguments;
  const opened = given.file === undefined ? null : await readLabFile(given.file);
  if (opened !== null && !opened.ok) {
    if (given.json && given.command === 'validate')
      terminal.out(JSON.stringify({ problems: opened.problems }, null, 2));
    for (const problem of opened.problems) for (const line of problemLines(problem)) terminal.say(line);
    return 1;
  }
  const file = opened?.value ?? null;
  const backend = localBackend({
    version: TRUNKLINE_VERSION,
    shell: 'browser',
    file,
    files: servedFiles(file?.path),
    key: given.key,
    knownHosts: given.knownHosts,
  });
  const say = (problem: Problem): void => {
    for (const line of problemLines(problem)) terminal.say(line);
  };
  backend.onEvents((events) => {
    for (const event of events) if (event.type === 'notice') say(event.problem);
  });
  let code = 1;
  try {
    code =
      given.command === 'serve'
        ? await serve(given, backend, terminal)
        : await WITH_FILE[given.command]({ arguments: given, file, backend, terminal });
  } finally {
    // Practice hosts that could not be kept are gone now, and what was done on them.
    const lost = await backend.close();
    for (const problem of lost) say({ ...problem, severity: 'error' });
    if (lost.length > 0) code = 1;
  }
  return code;
}

// A pipe that closes early (`| head`) is no error.
process.stdout.on('error', () => process.exit(0));
void main().then((code) => {
  process.exitCode = code;
});
