import { runText } from './run-text.ts';
import { Jump, type Shell } from './state.ts';

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
