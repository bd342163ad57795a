/** `trunkline practice reset`: practice hosts as new, whatever somebody has made of them. */
import { answered, refused } from '../../shared/outcome.ts';
import { listed } from '../../shared/shown.ts';
import type { CommandEnd } from './end.ts';
import { labText, type Run } from './run.ts';

export async function practiceReset(run: Run): Promise<CommandEnd> {
  const { arguments: given, backend, terminal } = run;
  const reset = await backend.resetPractice({ text: labText(run), ...(given.host ? { host: given.host } : {}) });
  if (!reset.ok) return { ending: refused(reset.problems) };
  const ending = answered([]);
  if (given.json) return { ending, document: { reset: reset.value }, told: true };
  const one = reset.value.length === 1;
  terminal.out(
    `${listed(reset.value)} ${one ? 'is' : 'are'} as new; deploy to put the lab on ${one ? 'it' : 'them'} again.`,
  );
  return { ending, told: true };
}
