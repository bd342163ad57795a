import type { Call } from './subcommand.ts';

/** Asks, and takes only a yes for one. */
export async function confirmed({ process }: Call, question: string): Promise<boolean> {
  await process.stdout.write(`${question} [y/N] `);
  const answer = await process.stdin.line();
  return answer?.trim().toLowerCase() === 'y';
}
