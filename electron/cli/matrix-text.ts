/** Who reaches whom, as a table of marks: thing by thing where that fits, else host by host. */
import { type Endpoints, isSelf, type PingTarget, type Source } from '../../shared/reach/endpoints.ts';
import type { VerdictKind } from '../../shared/reach/verdict.ts';
import { aligned } from './layout.ts';
import type { Terminal } from './terminal.ts';

export const VERDICT_MARKS = {
  reachable: ['✓', 'green'],
  unreachable: ['✕', 'grey'],
  uncertain: ['?', 'amber'],
} as const;

/** No terminal says how wide it is, and nobody reads wider tables. */
const WIDEST = 200;

type VerdictOf = (source: Source, target: PingTarget) => VerdictKind;

export function matrixLines(
  { sources, targets }: Endpoints,
  verdict: VerdictOf,
  terminal: Terminal,
): readonly string[] {
  const width = Math.min(terminal.width, WIDEST);
  const label = Math.max(0, ...sources.map(({ id }) => id.length));
  const number = String(targets.length).length;
  if (label + targets.length * (number + 2) > width) return hostLines({ sources, targets }, verdict, width);
  const mark = (source: Source, target: PingTarget): string => {
    if (isSelf(source, target)) return '·';
    const [sign, colour] = VERDICT_MARKS[verdict(source, target)];
    return terminal.paint(sign, colour);
  };
  return [
    ...targets.map(
      ({ id, address }, at) => `to ${String(at + 1).padStart(number)}: ${id} (${address ?? 'no address yet'})`,
    ),
    ...aligned([
      ['', ...targets.map((_, at) => String(at + 1))],
      ...sources.map((source) => [source.id, ...targets.map((target) => mark(source, target))]),
    ]),
  ];
}

/** How many of the pairs between two hosts, or of all pairs from one, work. */
function hostLines({ sources, targets }: Endpoints, verdict: VerdictOf, width: number): readonly string[] {
  const hosts = [...new Set([...sources, ...targets].map(({ host }) => host))];
  const index = new Map(hosts.map((host, at) => [host, at]));
  const cells = hosts.map(() => hosts.map(() => ({ reachable: 0, all: 0 })));
  for (const source of sources) {
    for (const target of targets) {
      const cell = cells[index.get(source.host) ?? 0]?.[index.get(target.host) ?? 0];
      if (cell === undefined || isSelf(source, target)) continue;
      cell.all += 1;
      if (verdict(source, target) === 'reachable') cell.reachable += 1;
    }
  }
  const share = ({ reachable, all }: { readonly reachable: number; readonly all: number }): string =>
    all === 0 ? '·' : `${reachable}/${all}`;
  const sum = (row: readonly { readonly reachable: number; readonly all: number }[]) =>
    share({
      reachable: row.reduce((total, { reachable }) => total + reachable, 0),
      all: row.reduce((total, { all }) => total + all, 0),
    });
  const whole = aligned([
    ['reachable of all', ...hosts],
    ...hosts.map((host, at) => [host, ...(cells[at] ?? []).map(share)]),
  ]);
  if ((whole[0]?.length ?? 0) <= width) return whole;
  return aligned([['reachable of all', 'to all hosts'], ...hosts.map((host, at) => [host, sum(cells[at] ?? [])])]);
}
