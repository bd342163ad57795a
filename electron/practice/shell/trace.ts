/** `set -x`: what is about to be done is shown. */
import type { Shell } from './state.ts';

/** One line, behind the prompt for it: its first letter once more for each text that this one is in. */
export async function traceLine(shell: Shell, line: string): Promise<void> {
  const prompt = shell.get('PS4') ?? '+ ';
  const prefix = shell.flavour === 'bash' ? prompt.replace(/^./, (first) => first.repeat(shell.within + 1)) : prompt;
  await shell.write(2, `${prefix}${line}\n`).catch(() => {});
}

/** What a compound command is at: only bash tells of these, as they are written. */
export async function traceCompound(shell: Shell, line: string): Promise<void> {
  if (shell.options.has('x') && shell.flavour === 'bash') await traceLine(shell, line);
}
