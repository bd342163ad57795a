/** `trunkline verify`: pings everything from everywhere. Exit 0 when all is as expected. */
import type { PingResult } from '../../shared/api.ts';
import { follow } from './activity.ts';
import { fail, followed, labText, type Run } from './run.ts';
import { printable, type Terminal } from './terminal.ts';

export async function verify(run: Run): Promise<number> {
  const { terminal, arguments: given, backend } = run;
  const pairs: PingResult[] = [];
  const ended = await follow(
    () => backend.verify({ text: labText(run), target: given.practice ? 'practice' : 'real' }),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type !== 'pings') return;
        pairs.push(...event.results);
        if (!given.json) for (const result of event.results) terminal.out(pingLine(result, terminal));
      },
    },
  );
  if (given.json) terminal.out(JSON.stringify({ pairs }, null, 2));
  const agreeing = pairs.filter(({ agrees }) => agrees).length;
  if (!given.json && pairs.length > 0) terminal.out(`${agreeing} of ${pairs.length} as expected.`);
  if (ended.problems.length > 0) return fail(run, ended.problems);
  return ended.outcome === 'done' ? 0 : 1;
}

function pingLine(
  { from, to, address, measured, rttMs, sent, received, said, agrees, expected }: PingResult,
  terminal: Terminal,
): string {
  const voice =
    measured === 'reachable'
      ? `${received} of ${sent}, ${rttMs?.toFixed(2) ?? '?'} ms`
      : `${measured}${said ? `: ${printable(said).split('\n')[0]}` : ''}`;
  const mark = agrees
    ? terminal.paint(measured === 'reachable' ? '✓' : '✕', measured === 'reachable' ? 'green' : 'grey')
    : terminal.paint('!', 'red');
  return `${mark} ${from} → ${to} (${address}): ${voice}${agrees ? '' : `, expected ${expected}`}`;
}
