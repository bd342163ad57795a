import { parseScript, type Unit } from './parse.ts';
import { type Shell, ShellError } from './state.ts';

/** Runs text as `eval`, `.` and `-c` do: what is before a mistake has run when it is found. */
export async function runText(shell: Shell, text: string, firstLine = shell.line): Promise<number> {
  return await runUnit(shell, parseScript(text, firstLine));
}

export async function runUnit(shell: Shell, unit: Unit): Promise<number> {
  const before = shell.unit;
  shell.unit = unit;
  let status = 0;
  try {
    for (const group of unit.groups) {
      for (const statement of group.statements) status = await shell.interpreter.run(shell, statement, false);
    }
    if (unit.problem) throw syntaxError(shell, unit);
    return status;
  } finally {
    shell.unit = before;
  }
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
      if (!shell.interactive && shell.fromArgument) shell.part = '-c: ';
      const { source, firstLine } = unit;
      if (problem.token === undefined) shell.line = firstLine + source.replace(/\n$/, '').split('\n').length;
      if (problem.token !== undefined) {
        const near = `syntax error near unexpected token \`${problem.token}'`;
        if (shell.interactive) return new ShellError(near, 2);
        return new ShellError(`${near}\n${shell.prefix()}\`${source.split('\n')[problem.line - firstLine] ?? ''}'`, 2);
      }
      if (problem.expecting === '"' || problem.expecting === "'" || problem.expecting === '`') {
        return new ShellError(`unexpected EOF while looking for matching \`${problem.expecting}'`, 2);
      }
      return new ShellError('syntax error: unexpected end of file', 2);
    }
  }
}

/** Whether more lines may still make a command of what is not yet one. */
export const isOpen = (text: string, unit: Unit): boolean =>
  unit.problem ? unit.problem.token === undefined : hasOpenDocument(text, unit);

/** A here-document without its end may still get it. */
function hasOpenDocument(text: string, unit: Unit): boolean {
  if (!text.includes('<<')) return false;
  let open = false;
  const visit = (node: unknown): void => {
    if (open || typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) visit(each);
      return;
    }
    const { type, closing: end } = node as { readonly type?: string; readonly closing?: unknown };
    if (type === 'HereDoc' && end === undefined) open = true;
    for (const value of Object.values(node)) visit(value);
  };
  visit(JSON.parse(JSON.stringify(unit.groups)));
  return open;
}
