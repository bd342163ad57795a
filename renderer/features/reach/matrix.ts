/** Rows and columns of the matrix: who pings, and what is pinged, grouped by host. Pure. */

import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Reach } from '../../derived/pairs.ts';
import type { PairEnd } from '../../store/selection.ts';

export interface Column {
  readonly target: PairEnd;
  readonly host: string;
  /** Within its host: `bbox10`, `ens33.10`; with what tells its addresses apart where one thing has several: `bbox10 .10.10`. */
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
  const addresses = new Map<string, string[]>();
  for (const { id, address } of targets) addresses.set(id, [...(addresses.get(id) ?? []), address]);
  const columns = targets.map((target): Column => {
    const name = target.id.slice(hostOfId(target.id).length + 1);
    const of = addresses.get(target.id) ?? [];
    const several = of.length > 1;
    const card = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    const short =
      !several && card !== '' && addresses.has(target.id.slice(0, card.length - name.length))
        ? name.slice(card.length)
        : undefined;
    const label = several ? `${name} ${apart(target.address, of)}` : name;
    return { target, host: hostOfId(target.id), label, short };
  });
  return grouped(columns, ({ host }) => host);
}

/** An address without the numbers at its beginning that all of these have: a column is too narrow for all of it. */
function apart(address: string, all: readonly string[]): string {
  const numbers = address.split('.');
  const same = numbers.findIndex((number, at) => all.some((other) => other.split('.')[at] !== number));
  return same < 1 ? address : `.${numbers.slice(same).join('.')}`;
}

/** In order of first appearance. */
function grouped<T>(things: readonly T[], host: (thing: T) => string): readonly T[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) groups.set(host(thing), [...(groups.get(host(thing)) ?? []), thing]);
  return [...groups.values()].flat();
}
