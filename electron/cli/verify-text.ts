/** What a verify measured, as a table: what is not as expected first, and each explanation once. */

import type { PingResult } from '../../shared/api.ts';
import { printable } from '../../shared/printable.ts';
import { grouped, listed } from '../../shared/shown.ts';
import type { Diagnosis } from '../../shared/verify/diagnosis.ts';
import { aligned, wrapped } from './layout.ts';
import type { Terminal } from './terminal.ts';

export interface Explained {
  readonly pair: PingResult;
  readonly diagnosis: Diagnosis | undefined;
}

export interface Measured {
  /** To be measured. */
  readonly pairs: number;
  /** That the lab has. */
  readonly total: number;
}

/** Counts, then every ping, then why some are otherwise. Empty: nothing was pinged. */
export function verifyLines(all: readonly Explained[], size: Measured, terminal: Terminal): readonly string[] {
  if (all.length === 0) return [];
  const otherwise = all.filter(({ pair }) => !pair.agrees).map(({ pair }) => pair);
  const agreeing = all.filter(({ pair }) => pair.agrees).map(({ pair }) => pair);
  const back = all.filter(({ pair }) => pair.measured === 'reachable').length;
  return [
    `${all.length} pings: ${agreeing.length} as expected, ${otherwise.length} not; ${back} came back, ${all.length - back} did not.`,
    ...restLines(all, size).flatMap((line) => wrapped(line, terminal.width)),
    '',
    ...rows([...otherwise, ...agreeing], terminal),
    '',
    ...whyLines(all).flatMap((line) => wrapped(line, terminal.width)),
  ];
}

/** Of what was not pinged nothing is said but that. */
function restLines(all: readonly Explained[], { pairs, total }: Measured): readonly string[] {
  const early = all.length < pairs ? [`It ended before ${grouped(pairs - all.length)} others were pinged.`] : [];
  if (pairs >= total) return early;
  const most = all.reduce((sum, { pair }) => Math.max(sum, pair.standsFor ?? 1), 1);
  return [
    ...early,
    `Measured ${grouped(all.length)} of ${grouped(total)} pairs; each stands for up to ${grouped(most)} that are like it by all that is predicted.`,
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
