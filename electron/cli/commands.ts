/** Every command by its name, and how any of them is run to its end. */
import { deploy, destroy } from './change-commands.ts';
import type { ExitStatus } from './end.ts';
import { exportCommand } from './export-command.ts';
import { finish } from './finish.ts';
import { plan } from './plan-command.ts';
import { practiceReset } from './practice-command.ts';
import { predict } from './predict-command.ts';
import type { Run } from './run.ts';
import { serve } from './serve-command.ts';
import { validate } from './validate-command.ts';
import { verify } from './verify-command.ts';

const COMMANDS = {
  validate,
  predict,
  plan,
  deploy,
  verify,
  destroy,
  export: exportCommand,
  serve,
  practice: practiceReset,
} as const;

export async function runCommand(run: Run): Promise<ExitStatus> {
  return finish(run, await COMMANDS[run.arguments.command](run));
}
