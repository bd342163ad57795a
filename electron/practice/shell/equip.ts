/** What bash's variables and options are when it begins. */
import { SHOPT_AT_START } from './builtins/options.ts';
import type { Shell } from './state.ts';
import { UNSET } from './variable.ts';

const VERSION = ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'] as const;

export const VERSION_TEXT = `GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

/** Options of its command line that change nothing here. */
export const LONG_OPTIONS: ReadonlySet<string> = new Set([
  ...['--debugger', '--init-file', '--login', '--noediting', '--noprofile', '--norc', '--posix', '--rcfile'],
  ...['--restricted', '--verbose', '--wordexp', '--help'],
]);

export function equipBash(shell: Shell): void {
  for (const name of SHOPT_AT_START) shell.shopt.add(name);
  for (const name of ['braceexpand', 'hashall', 'interactive-comments']) shell.options.add(name);
  if (shell.interactive) {
    for (const name of ['expand_aliases', 'extglob']) shell.shopt.add(name);
    for (const name of ['histexpand', 'history', 'emacs', 'monitor']) shell.options.add(name);
  }
  const level = Number(shell.get('SHLVL') ?? 0);
  shell.set('SHLVL', String((Number.isInteger(level) ? level : 0) + 1), { exported: true });
  const plain: Readonly<Record<string, string>> = {
    BASH: '/bin/bash',
    BASH_VERSION: '5.2.15(1)-release',
    HOSTNAME: shell.userland.hostname,
    HOSTTYPE: 'x86_64',
    MACHTYPE: 'x86_64-pc-linux-gnu',
    OSTYPE: 'linux-gnu',
    OPTERR: '1',
  };
  for (const [name, value] of Object.entries(plain)) if (shell.get(name) === undefined) shell.set(name, value);
  if (shell.get('TERM') === undefined) shell.set('TERM', 'dumb');
  const elements = { kind: 'indexed' as const, values: new Map(VERSION.map((part, at) => [String(at), part])) };
  shell.variables.set('BASH_VERSINFO', { ...UNSET, readonly: true, elements });
  for (const [name, value] of [
    ['UID', shell.user.uid],
    ['EUID', shell.user.uid],
    ['PPID', shell.task.parent?.pid ?? 1],
  ] as const)
    shell.variables.set(name, { value: String(value), exported: false, readonly: true, integer: true });
}
