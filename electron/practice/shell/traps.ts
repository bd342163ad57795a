import { Jump } from './errors.ts';
import { runText } from './run-text.ts';
import type { Shell } from './state.ts';

/** What was to happen on signals that came meanwhile, between two commands. */
export async function runCaught(shell: Shell): Promise<void> {
  while (shell.caught.length > 0) {
    const name = shell.caught.shift();
    const action = name && shell.traps.get(name);
    if (!action) continue;
    const status = shell.status;
    await runText(shell, action);
    shell.status = status;
  }
}

/** bash's `trap … ERR`: not within itself, and within functions only if they inherit it. */
export async function runErrorTrap(shell: Shell, status: number): Promise<void> {
  const action = shell.traps.get('ERR');
  if (!action || (shell.callers.length > 0 && !shell.options.has('errtrace'))) return;
  await runTrap(shell, 'ERR', action, status);
}

/** One of bash's own traps, which does not run within itself. */
export async function runTrap(
  shell: Shell,
  name: 'ERR' | 'DEBUG' | 'RETURN',
  action: string,
  status: number,
): Promise<void> {
  shell.traps.delete(name);
  const before = { line: shell.line, pipeStatus: shell.pipeStatus };
  shell.status = status;
  try {
    await runText(shell, action);
  } finally {
    if (!shell.traps.has(name)) shell.traps.set(name, action);
    Object.assign(shell, before);
    shell.status = status;
  }
}

/** `trap … EXIT`, once. */
export async function runExitTrap(shell: Shell, status: number): Promise<number> {
  const action = shell.traps.get('EXIT');
  if (!action) return status;
  shell.traps.delete('EXIT');
  shell.status = status;
  try {
    await runText(shell, action);
  } catch (error) {
    if (error instanceof Jump && error.to === 'exit') return error.value;
    throw error;
  }
  return status;
}
