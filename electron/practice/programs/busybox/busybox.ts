/** `busybox` itself, and what is common to all of its programs. */
import type { Command } from '../../os/machine.ts';
import { applets, appletUsage, BANNER } from './applet-usage.ts';

/** `--help`, which every program of busybox answers in the same way. */
export const applet =
  (name: string, command: Command): Command =>
  async (process) => {
    const usage = process.argv[1] === '--help' ? appletUsage(name) : undefined;
    if (usage === undefined) return command(process);
    await process.stderr.write(`${usage}\n`);
    return 0;
  };

/** One that the real busybox has, and a practice host does not simulate. */
export const missingApplet =
  (name: string): Command =>
  async ({ stderr }) => {
    await stderr.write(`${name}: practice hosts do not simulate this program of busybox\n`);
    return 1;
  };

export const busyboxItself: Command = async (process) => {
  const { argv, stdout, stderr, userland } = process;
  const [, name, ...rest] = argv;
  if (name === undefined || name === '--help') {
    await stdout.write(WELCOME);
    return 0;
  }
  if (name === '--list' || name === '--list-full') {
    await stdout.write(applets.map((item) => `${name === '--list' ? '' : 'bin/'}${item}\n`).join(''));
    return 0;
  }
  if (!userland.commands.has(name)) {
    await stderr.write(`${name}: applet not found\n`);
    return 127;
  }
  return process.run([name, ...rest]);
};

function functions(): string {
  const lines: string[] = [];
  let line = '';
  for (const [at, name] of applets.entries()) {
    const word = at === applets.length - 1 ? name : `${name},`;
    if (line !== '' && `${line} ${word}`.length > 71) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((item) => `\t${item}\n`).join('');
}

const WELCOME = `${BANNER}
BusyBox is copyrighted by many authors between 1998-2015.
Licensed under GPLv2. See source distribution for detailed
copyright notices.

Usage: busybox [function [arguments]...]
   or: busybox --list[-full]
   or: busybox --install [-s] [DIR]
   or: function [arguments]...

\tBusyBox is a multi-call binary that combines many common Unix
\tutilities into a single executable.  The shell in this build
\tis configured to run built-in utilities without $PATH search.
\tYou don't need to install a link to busybox for each utility.
\tTo run external program, use full path (/sbin/ip instead of ip).

Currently defined functions:
${functions()}
`;
