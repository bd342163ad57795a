import type { Assignment } from 'unbash';
import { expandText } from './expand.ts';
import { type Shell, ShellError } from './state.ts';

export async function assignedText(shell: Shell, { value }: Assignment): Promise<string> {
  if (value.type === 'ArrayValue') throw new ShellError('Syntax error: "(" unexpected', 2);
  return await expandText(shell, value, 'assigned');
}

export async function assign(shell: Shell, assignment: Assignment, exported = false): Promise<void> {
  const text = await assignedText(shell, assignment);
  const value = assignment.append ? (shell.get(assignment.name) ?? '') + text : text;
  shell.set(assignment.name, value, exported ? { exported } : {});
}
