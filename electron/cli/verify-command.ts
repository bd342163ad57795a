/** `trunkline verify`: pings everything from everywhere. Exit 0 when all is as expected. */
import type { PingResult } from '../../shared/api.ts';
import type { Ending } from '../../shared/outcome.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import { follow } from './activity.ts';
import type { CommandEnd } from './end.ts';
import { followed, labText, type Run } from './run.ts';
import { printable, type Terminal } from './terminal.ts';

export async function verify(run: Run): Promise<CommandEnd> {
  const { terminal, arguments: given, backend } = run;
  const pairs: PingResult[] = [];
  const explained = new Map<string, Diagnosis>();
  const ending = await follow(
    () => backend.verify({ text: labText(run), target: given.practice ? 'practice' : 'real' }),
    {
      ...followed(run),
      onEvent: (event) => {
        if (event.type === 'diagnosed') for (const one of event.found) explained.set(keyOf(one), one.diagnosis);
        if (event.type !== 'pings') return;
        pairs.push(...event.results);
        if (!given.json) for (const result of event.results) terminal.out(pingLine(result, terminal));
      },
    },
  );
  const diagnosed = pairs.map((pair) => ({ pair, diagnosis: explained.get(keyOf(pair)) }));
  if (!given.json) sayWhy(diagnosed, terminal);
  const full = diagnosed.map(({ pair, diagnosis }) => (diagnosis ? { ...pair, diagnosis } : pair));
  return { ending, document: verifyDocument(full, ending) };
}

export const verifyDocument = (pairs: readonly PingResult[], { outcome, unknown, problems }: Ending): object => ({
  pairs,
  outcome,
  unknown,
  problems,
});

const keyOf = ({ from, to, address }: Pick<PingResult, 'from' | 'to' | 'address'>): string =>
  `${from} ${to} ${address}`;

/** Each explanation once, with the pairs that it explains. */
function sayWhy(
  diagnosed: readonly { readonly pair: PingResult; readonly diagnosis: Diagnosis | undefined }[],
  terminal: Terminal,
): void {
  const groups = new Map<string, { readonly diagnosis: Diagnosis; readonly pairs: string[] }>();
  for (const { pair, diagnosis } of diagnosed) {
    if (diagnosis === undefined) continue;
    const group = groups.get(diagnosis.text) ?? { diagnosis, pairs: [] };
    group.pairs.push(`${pair.from} → ${pair.to}`);
    groups.set(diagnosis.text, group);
  }
  for (const { diagnosis, pairs } of groups.values()) {
    terminal.out(
      `Why ${pairs.slice(0, 3).join(', ')}${pairs.length > 3 ? ` and ${pairs.length - 3} more` : ''}: ${printable(diagnosis.text)}`,
    );
    terminal.out(`  ${printable(diagnosis.hint)}`);
  }
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
