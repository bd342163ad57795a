import { forEachChild, type SyntaxNode } from 'unbash';
import { ShellError, SyntaxFault } from './errors.ts';
import { type Grammar, type Group, lineOf, parseScript, type Unit } from './parse.ts';
import type { Shell } from './state.ts';

/** What the shell takes, its options considered. */
export const grammarOf = ({ flavour, shopt }: Shell): Grammar => ({
  bash: flavour === 'bash',
  extendedPatterns: flavour === 'bash' && shopt.has('extglob'),
});

/** Runs text as `eval`, `.` and `-c` do: what is before a mistake has run when it is found. */
export async function runText(shell: Shell, text: string, firstLine = shell.line): Promise<number> {
  return await runUnit(shell, parseScript(text, firstLine, grammarOf(shell)));
}

export async function runUnit(shell: Shell, unit: Unit): Promise<number> {
  const before = shell.unit;
  shell.unit = unit;
  let status = 0;
  try {
    for (const group of unit.groups) status = await runGroup(shell, group, before === undefined);
    if (unit.problem) throw syntaxError(shell, unit);
    return status;
  } finally {
    shell.unit = before;
  }
}

/**
 * What stands on one line. bash gives up only that, where something in it cannot be expanded or assigned.
 *
 * @param outermost nothing else is being read, which would be given up too
 */
export async function runGroup(shell: Shell, { statements }: Group, outermost: boolean): Promise<number> {
  let status = 0;
  try {
    for (const statement of statements) status = await shell.interpreter.run(shell, statement, false);
  } catch (error) {
    if (!outermost || shell.flavour !== 'bash' || shell.interactive) throw error;
    if (!(error instanceof ShellError) || error.status !== undefined) throw error;
    await shell.complainOf(error);
    shell.status = status = 1;
  }
  return status;
}

/** @returns the flavour's words for what is wrong with the text */
export function syntaxError(shell: Shell, unit: Unit): ShellError {
  const { problem } = unit;
  if (problem === undefined) throw new Error('nothing is wrong with it');
  shell.line = problem.line;
  switch (shell.flavour) {
    case 'dash':
      return new ShellError(`Syntax error: ${problem.dash}`, 2);
    case 'ash':
      return new ShellError(
        `syntax error: ${problem.dash.replace(/^([A-Z])/, (first) => first.toLowerCase())}`
          .replace('syntax error: "', 'syntax error: unexpected "')
          .replace(/" unexpected/, '"'),
        2,
      );
    case 'bash': {
      if (!shell.interactive && shell.fromArgument && shell.part === '') shell.part = '-c: ';
      const { source, firstLine } = unit;
      const behind = firstLine + source.replace(/\n$/, '').split('\n').length;
      const { bash } = problem;
      if (bash) {
        shell.line = bash.pos === undefined ? behind : lineOf(unit, bash.pos);
        return new SyntaxFault(bash.message.replace('\0', shell.prefix()), bash.status ?? shell.status);
      }
      if (problem.token === undefined) {
        shell.line = behind;
        return new SyntaxFault('syntax error: unexpected end of file', 2);
      }
      const near = `syntax error near unexpected token \`${problem.token}'`;
      if (shell.interactive) return new SyntaxFault(near, 2);
      return new SyntaxFault(`${near}\n${shell.prefix()}\`${source.split('\n')[problem.line - firstLine] ?? ''}'`, 2);
    }
  }
}

/** Whether more lines may still make a command of what is not yet one. */
export const isOpen = (unit: Unit): boolean =>
  unit.problem ? unit.problem.token === undefined : openDocument(unit) !== undefined;

/**
 * Of what is open: whether a line may be the one that closes it, so that a long document or text is not read anew with each of
 * its lines. Undefined: any line may be, or may be wrong.
 */
export function mayClose(unit: Unit): ((line: string) => boolean) | undefined {
  const { problem, source } = unit;
  if (problem === undefined) {
    const document = openDocument(unit);
    if (document === undefined) return undefined;
    const { operator, delimiter } = document;
    return (line) => (operator === '<<-' ? line.replace(/^\t+/, '') : line) === delimiter.value;
  }
  if (problem.expecting !== problem.closing) return undefined;
  if (problem.expecting === "'") return (line) => line.includes("'");
  // A substitution within it may be what is open, too.
  if (problem.expecting === '"' && !/[$`]/.test(source.slice(problem.pos))) return (line) => /["$`]/.test(line);
  return undefined;
}

interface Document {
  readonly operator: string;
  readonly delimiter: { readonly value: string };
}

/** The first here-document without its end, which it may still get. */
function openDocument({ source, groups }: Unit): Document | undefined {
  if (!source.includes('<<')) return undefined;
  let open: Document | undefined;
  const visit = (node: SyntaxNode): void => {
    // A word is taken apart only where a substitution in it may have one.
    if (open || (node.type === 'Word' && !node.text.includes('<<'))) return;
    if (node.type === 'HereDoc' && node.closing === undefined && node.delimiter) {
      const { operator, delimiter } = node;
      open = { operator, delimiter };
    } else forEachChild(node, visit);
  };
  for (const { statements } of groups) for (const statement of statements) visit(statement);
  return open;
}
