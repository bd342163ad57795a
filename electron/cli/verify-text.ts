/** What a verify measured, as a table: what is not as expected first, and each explanation once. */

import type { PingResult } from '../../shared/api.ts';
import { printable } from '../../shared/printable.ts';
import { listed } from '../../shared/shown.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import { aligned, wrapped } from './layout.ts';
import type { Terminal } from './terminal.ts';

export interface Explained {
  readonly pair: PingResult;
  readonly diagnosis: Diagnosis | undefined;
}

/** Counts, then every ping, then why some are otherwise. Empty: nothing was pinged. */
export function verifyLines(all: readonly Explained[], terminal: Terminal): readonly string[] {
  if (all.length === 0) return [];
  const otherwise = all.filter(({ pair }) => !pair.agrees).map(({ pair }) => pair);
  const agreeing = all.filter(({ pair }) => pair.agrees).map(({ pair }) => pair);
  const back = all.filter(({ pair }) => pair.measured === 'reachable').length;
  return [
    `${all.length} pings: ${agreeing.length} as expected, ${otherwise.length} not; ${back} came back, ${all.length - back} did not.`,
    '',
    ...rows([...otherwise, ...agreeing], terminal),
    '',
    ...whyLines(all).flatMap((line) => wrapped(line, terminal.width)),
  ];
}

/** Names and addresses below each other; what is said of a ping comes last and is broken where the terminal ends. */
function rows(pairs: readonly PingResult[], terminal: Terminal): readonly string[] {
  const names = pairs.map(({ from, to, address }) => `${from} → ${to} (${address})`);
  const padded = aligned(names.map((name) => [name, '|'])).map((line) => line.slice(0, -1));
  return pairs.flatMap((pair, at) => {
    const name = padded[at] ?? '';
    const line = `${mark(pair, terminal)} ${name}${voice(pair)}`;
    return wrapped(line, terminal.width);
  });
}

function mark({ agrees, measured }: PingResult, { paint }: Terminal): string {
  if (!agrees) return paint('!', 'red');
  return measured === 'reachable' ? paint('✓', 'green') : paint('✕', 'grey');
}

function voice({ measured, received, sent, rttMs, said, agrees, expected }: PingResult): string {
  const heard =
    measured === 'reachable'
      ? `${received} of ${sent}, ${rttMs?.toFixed(2) ?? '?'} ms`
      : `${measured}${said ? `: ${printable(said).split('\n')[0]}` : ''}`;
  return `${heard}${agrees ? '' : `, expected ${expected}`}`;
}

function whyLines(all: readonly Explained[]): readonly string[] {
  const groups = new Map<string, { readonly diagnosis: Diagnosis; readonly pairs: string[] }>();
  for (const { pair, diagnosis } of all) {
    if (diagnosis === undefined) continue;
    const group = groups.get(diagnosis.text) ?? { diagnosis, pairs: [] };
    group.pairs.push(`${pair.from} → ${pair.to}`);
    groups.set(diagnosis.text, group);
  }
  return [...groups.values()].flatMap(({ diagnosis, pairs }) => [
    `Why ${listed(pairs, 3)}: ${printable(diagnosis.text)}`,
    `  ${printable(diagnosis.hint)}`,
  ]);
}
