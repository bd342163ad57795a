/** `busybox` itself, and what is common to all of its programs. */
import type { Command, Process } from '../../os/machine.ts';
import { seenWith } from '../../os/processes/launch.ts';
import { applets, appletUsage, BANNER } from './applet-usage.ts';

/** `--help`, which every program of busybox answers in the same way. */
export const applet =
  (name: string, command: Command): Command =>
  async (process) => {
    const usage = process.argv[1] === '--help' ? appletUsage(name) : undefined;
    const words = (text: string): string => inOwnWords(name, text);
    if (usage === undefined) {
      const status = await command(seenWith(process, { stderr: reworded(process.stderr, words) }));
      return name === 'ls' && status === 2 ? 1 : status;
    }
    await process.stderr.write(`${usage}\n`);
    return 0;
  };

/** What is said of files, as the programs of Debian say it and as busybox does (libbb's own sentences). */
const SENTENCES: readonly (readonly [programs: readonly string[], from: RegExp, to: string])[] = [
  [
    ['cat', 'sort', 'wc', 'md5sum', 'sha256sum', 'cut', 'uniq', 'tac', 'nl', 'od'],
    /^(\w+): ([^':]+): Is a directory$/,
    '$1: read error: Is a directory',
  ],
  [
    ['cat', 'sort', 'wc', 'uniq'],
    /^(\w+): ([^':]+): (No such file or directory|Permission denied)$/,
    "$1: can't open '$2': $3",
  ],
  [['ls'], /^ls: cannot (?:access|open directory) '(.*)': (.*)$/, 'ls: $1: $2'],
  [['rm'], /^rm: cannot remove '(.*)': (.*)$/, "rm: can't remove '$1': $2"],
  [['rm'], /^rm: can't remove '(.*)': Is a directory$/, "rm: '$1' is a directory"],
  [['mkdir'], /^mkdir: cannot create directory '(.*)': (.*)$/, "mkdir: can't create directory '$1': $2"],
  [['rmdir'], /^rmdir: failed to remove '(.*)': (.*)$/, "rmdir: '$1': $2"],
  [['cp'], /^cp: cannot stat '(.*)': (.*)$/, "cp: can't stat '$1': $2"],
  [['cp'], /^cp: -r not specified; omitting directory '(.*)'$/, "cp: omitting directory '$1'"],
  [['cp'], /^cp: cannot create (?:regular file|directory) '(.*)': (.*)$/, "cp: can't create '$1': $2"],
  [['mv'], /^mv: cannot stat '(.*)': (.*)$/, "mv: can't rename '$1': $2"],
  [['touch'], /^touch: cannot touch '(.*)': (.*)$/, 'touch: $1: $2'],
  [['chmod'], /^chmod: cannot access '(.*)': (.*)$/, 'chmod: $1: $2'],
  [['chmod'], /^chmod: changing permissions of '(.*)': (.*)$/, 'chmod: $1: $2'],
  [['ln'], /^ln: failed to create symbolic link '(.*)': (.*)$/, 'ln: $1: $2'],
  [['head', 'tail'], /^(head|tail): cannot open '(.*)' for reading: (.*)$/, '$1: $2: $3'],
  [['tail'], /^tail: (?!can't)([^:]+): (No such file or directory)$/, "tail: can't open '$1': $2"],
  [['find'], /^find: '(.*)': (.*)$/, 'find: $1: $2'],
  [['sed'], /^sed: can't read (.*): (.*)$/, 'sed: $1: $2'],
  [['stat'], /^stat: cannot statx '(.*)': (.*)$/, "stat: can't stat '$1': $2"],
  [['sysctl'], /^sysctl: setting key "(.*?)", ignoring: (.*)$/, "sysctl: error setting key '$1': $2"],
  [['sysctl'], /^sysctl: cannot stat \/proc\/sys\/(.*): (.*)$/, "sysctl: error: '$1' is an unknown key"],
];

/** Without what it needs a program only tells how it is used. */
const LACKS =
  /^\w+: missing (?:file |destination file )?operand(?: after '.*')?\n(?:Try '.*' for more information\.\n)?$/;

function inOwnWords(name: string, text: string): string {
  const usage = LACKS.test(text) ? appletUsage(name) : undefined;
  if (usage !== undefined) return `${usage}\n`;
  return text
    .split('\n')
    .map((line) =>
      SENTENCES.reduce((said, [programs, from, to]) => (programs.includes(name) ? said.replace(from, to) : said), line),
    )
    .join('\n');
}

const reworded = (stderr: Process['stderr'], words: (text: string) => string): Process['stderr'] =>
  Object.assign(Object.create(stderr) as Process['stderr'], { write: (text: string) => stderr.write(words(text)) });

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
