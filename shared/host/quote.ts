import type { Argv } from '../machine/argv.ts';

/** Words that mean nothing to any POSIX shell, wherever they stand. */
const plain = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** At the head of a command these are syntax, not names of programs. */
const reserved = new Set([
  ...['case', 'do', 'done', 'elif', 'else', 'esac', 'fi', 'for', 'if', 'in', 'then', 'until', 'while'],
  ...['function', 'select', 'time', 'coproc'],
]);

/**
 * One word for a POSIX shell, so that the shell gives back exactly that word and does nothing else.
 * Plain words stay as they are: people read what we run.
 *
 * A word with a NUL byte cannot be an argument of any program: giving one is a bug.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new Error('a NUL byte cannot be part of an argument');
  if (plain.test(word)) return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** One simple command. Its first word is always the name of a program or function, never an assignment or syntax. */
export function quoteCommand(argv: Argv): string {
  const [program, ...rest] = argv;
  if (program === undefined) throw new Error('a command has at least one word');
  const head = program.includes('=') || reserved.has(program) ? `'${program}'` : quoteWord(program);
  return [head, ...rest.map(quoteWord)].join(' ');
}
