/** What a tab completes. */

import { resolvePath } from '../os/files/paths.ts';
import type { Names } from '../os/processes/tty.ts';
import { builtinNames } from './builtins/builtins.ts';
import type { Shell } from './state.ts';

/** After these another command begins. */
const PREFIXES = new Set([
  'sudo',
  'nohup',
  'time',
  'exec',
  'command',
  'env',
  '!',
  'then',
  'do',
  'else',
  '{',
  'if',
  'while',
  'until',
]);
const ONLY_FOLDERS = new Set(['cd', 'rmdir', 'pushd']);

/** @returns what the last word may become, and that word */
export function complete(shell: Shell, line: string, names: Names): [string[], string] {
  const command = line.slice(Math.max(...['|', ';', '&', '(', '`'].map((end) => line.lastIndexOf(end))) + 1);
  const begun = /(?:[^\s\\'"]|\\.)*$/.exec(command)?.[0] ?? '';
  const words = command
    .slice(0, command.length - begun.length)
    .trim()
    .split(/\s+/)
    .filter(Boolean);
  while (words[0] !== undefined && (PREFIXES.has(words[0]) || /^\w+=/.test(words[0]))) words.shift();
  if (words.length === 0 && !begun.includes('/')) return [finished(startingWith(begun, commandNames(shell))), begun];
  const given = /^[<>]/.test(begun) ? [] : startingWith(begun, names(words, begun));
  if (given.length > 0) return [finished(given), begun];
  return [
    fileNames(shell, begun.replace(/^\d*[<>]+/, ''), ONLY_FOLDERS.has(words[0] ?? '')).map(
      (each) => begun.match(/^\d*[<>]+/)?.[0].concat(each) ?? each,
    ),
    begun,
  ];
}

const commandNames = (shell: Shell): readonly string[] => [
  ...builtinNames().filter((name) => /^\w/.test(name)),
  ...shell.functions.keys(),
  ...shell.aliases.keys(),
  ...[...shell.userland.commands.keys()].filter((name) => /^\w/.test(name)),
];

const startingWith = (begun: string, names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => name.startsWith(begun)).sort();

/** The only one there is ends the word. */
const finished = (names: string[]): string[] => (names.length === 1 ? names.map((name) => `${name} `) : names);

function fileNames(shell: Shell, begun: string, onlyFolders: boolean): string[] {
  const plain = begun.replace(/\\(.)/g, '$1');
  const at = plain.lastIndexOf('/');
  const folder = plain.slice(0, at + 1);
  const home = shell.get('HOME') ?? '/';
  const path = resolvePath(shell.cwd, folder.replace(/^~(?=\/)/, home) || '.');
  const { files } = shell.userland;
  if (files.status(path)?.kind !== 'directory') return [];
  const name = plain.slice(at + 1);
  const found = files
    .list(path)
    .filter((each) => each.startsWith(name) && (name.startsWith('.') || !each.startsWith('.')))
    .map((each) => ({ each, isFolder: files.status(`${path === '/' ? '' : path}/${each}`)?.kind === 'directory' }))
    .filter(({ isFolder }) => isFolder || !onlyFolders);
  const shown = found.map(
    ({ each, isFolder }) => (folder + each).replace(/[\s\\'"$`&|;<>()*?[\]!#]/g, '\\$&') + (isFolder ? '/' : ''),
  );
  return found.length === 1 && found[0]?.isFolder === false ? shown.map((each) => `${each} `) : shown;
}
