/** Rows and columns of the matrix: who pings, and what is pinged, grouped by host. Pure. */

import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Reach } from '../../derived/pairs.ts';
import type { PairEnd } from '../../store/selection.ts';

export interface Column {
  readonly target: PairEnd;
  readonly host: string;
  /** Within its host: `bbox10`, `ens33.10`; with the address where one thing has several. */
  readonly label: string;
  /** Enough beside the card that it stands on: `.10`. */
  readonly short: string | undefined;
}

/** More cells than this are read as blocks. */
const READABLE = 2500;
export const isReadable = ({ sources, targets }: Reach): boolean => sources.length * targets.length <= READABLE;

/** Hosts in order of first appearance, each with its own things together. */
export const rowsOf = (sources: readonly string[]): readonly string[] => grouped(sources, hostOfId);

export function columnsOf(targets: readonly PairEnd[]): readonly Column[] {
  const times = new Map<string, number>();
  for (const { id } of targets) times.set(id, (times.get(id) ?? 0) + 1);
  const columns = targets.map((target): Column => {
    const name = target.id.slice(hostOfId(target.id).length + 1);
    const several = (times.get(target.id) ?? 0) > 1;
    const card = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    const short =
      !several && card !== '' && times.has(target.id.slice(0, card.length - name.length))
        ? name.slice(card.length)
        : undefined;
    return { target, host: hostOfId(target.id), label: several ? `${name} ${target.address}` : name, short };
  });
  return grouped(columns, ({ host }) => host);
}

/** In order of first appearance. */
function grouped<T>(things: readonly T[], host: (thing: T) => string): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(host(thing), [...(groups.get(host(thing)) ?? []), thing]);
  return [...groups.values()].flat();
}
