/** Rows and columns of the matrix: who pings, and what is pinged, grouped by host. Pure. */

import { pairsFrom, type Reach } from '../../derived/pairs.ts';
import type { Target } from '../../store/selection.ts';

export interface Column {
  readonly target: Target;
  readonly host: string;
  /** Within its host: `bbox10`, `ens33.10`; with the address where one thing has several. */
  readonly label: string;
}

export interface Matrix {
  readonly rows: readonly string[];
  readonly columns: readonly Column[];
  /** Not all pairs are shown: nobody reads a table of a million. */
  readonly narrowed: boolean;
}

/** More cells than this are no table that anyone reads. */
const READABLE = 2500;

/** All pairs, or, where they are too many, those of the selected thing and the loud ones. */
export function matrixOf(reach: Reach, selected: string | undefined): Matrix {
  const columns = columnsOf(reach.targets);
  if (reach.sources.length * columns.length <= READABLE) {
    return { rows: grouped(reach.sources, hostOf), columns, narrowed: false };
  }
  const loud = new Set(reach.disagreeing.map(({ from }) => from));
  const rows = reach.sources.filter((id) => id === selected || hostOf(id) === selected || loud.has(id)).slice(0, 25);
  const [first] = rows;
  const known = first === undefined ? [] : pairsFrom(reach, first).map(({ to }) => to);
  const fitting = Math.max(20, Math.floor(READABLE / Math.max(1, rows.length)));
  return { rows, columns: columnsOf(known.slice(0, fitting)), narrowed: true };
}

export const hostOf = (id: string): string => id.split(/[/:]/, 1)[0] ?? id;

function columnsOf(targets: readonly Target[]): readonly Column[] {
  const times = new Map<string, number>();
  for (const { id } of targets) times.set(id, (times.get(id) ?? 0) + 1);
  const columns = targets.map((target): Column => {
    const name = target.id.slice(hostOf(target.id).length + 1);
    const several = (times.get(target.id) ?? 0) > 1;
    return { target, host: hostOf(target.id), label: several ? `${name} ${target.address}` : name };
  });
  return grouped(columns, ({ host }) => host);
}

/** Hosts in order of first appearance, each with its own things together. */
function grouped<T>(things: readonly T[], host: (thing: T) => string): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(host(thing), [...(groups.get(host(thing)) ?? []), thing]);
  return [...groups.values()].flat();
}

/** Runs of columns of one host, for the head over them. */
export function groupsOf(columns: readonly Column[]): readonly { readonly host: string; readonly size: number }[] {
  const groups: { host: string; size: number }[] = [];
  for (const { host } of columns) {
    const last = groups.at(-1);
    if (last?.host === host) last.size++;
    else groups.push({ host, size: 1 });
  }
  return groups;
}
