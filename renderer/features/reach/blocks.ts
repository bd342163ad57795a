/** A matrix of many things as blocks: everything on one host, in one network or in one VLAN beside everything on another. Pure. */

import { tagOfInterface, tagOfNetwork, tagWords } from '../../../shared/drawing/tags.ts';
import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { indexOf } from '../../../shared/lab/lookup.ts';

import { type PairVerdict, type Reach, verdictOf } from '../../derived/pairs.ts';
import type { Grouping } from '../../store/matrix.ts';
import type { PairEnd } from '../../store/selection.ts';

export interface Group<T> {
  readonly key: string;
  readonly members: readonly T[];
}

export interface Blocks {
  readonly rows: readonly Group<string>[];
  readonly columns: readonly Group<PairEnd>[];
}

/** In the order in which their first members come. */
export function blocksOf(lab: Lab, { sources, targets }: Reach, by: Grouping): Blocks {
  const key = keyBy(lab, by);
  return {
    rows: gather(sources, (id) => key(id, undefined)),
    columns: gather(targets, ({ id, address }) => key(id, address)),
  };
}

function gather<T>(things: readonly T[], key: (thing: T) => string): readonly Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const own = key(thing);
    const group = groups.get(own);
    if (group) group.push(thing);
    else groups.set(own, [thing]);
  }
  return [...groups].map(([own, members]) => ({ key: own, members }));
}

/** Hosts themselves are in no network: they are a group of their own. */
const HOSTS = 'hosts';

function keyBy(lab: Lab, by: Grouping): (id: string, address: string | undefined) => string {
  if (by === 'host') return hostOfId;
  const index = indexOf(lab);
  return (id, address) => {
    const host = index.host(hostOfId(id));
    if (!host) return HOSTS;
    const container = index.container(host.name, id.slice(host.name.length + 1));
    if (container) {
      const { attachments } = container;
      const home = attachments.find((item) => address !== undefined && item.address === address) ?? attachments[0];
      if (!home) return 'no network';
      if (by === 'network') return home.network;
      const tag = tagOfNetwork(lab, host, home.network);
      return tag === undefined ? 'no network' : tagWords(tag);
    }
    const iface = index.interface(host.name, id.slice(host.name.length + 1));
    return by === 'VLAN' && iface ? tagWords(tagOfInterface(host, iface)) : HOSTS;
  };
}

export interface BlockCount {
  /** All pairs of two different things. */
  readonly pairs: number;
  readonly reachable: number;
  /** Otherwise than predicted or expected, or not to be measured. */
  readonly otherwise: number;
  readonly measured: number;
  readonly worst: PairVerdict;
}

/** Loudest last. */
const LOUDNESS: readonly PairVerdict[] = [
  'unknown',
  'reachable',
  'unreachable',
  'not-deployed',
  'uncertain',
  'failed',
  'disagrees',
];

export function countBlock(reach: Reach, rows: readonly string[], columns: readonly PairEnd[]): BlockCount {
  let [pairs, reachable, otherwise, measured, worst] = [0, 0, 0, 0, 0];
  for (const from of rows) {
    for (const to of columns) {
      const pair = reach.pair(from, to);
      if (!pair) continue;
      pairs++;
      const verdict = verdictOf(pair);
      if (pair.result) measured++;
      if (verdict === 'reachable') reachable++;
      else if (verdict === 'disagrees' || verdict === 'failed') otherwise++;
      worst = Math.max(worst, LOUDNESS.indexOf(verdict));
    }
  }
  return { pairs, reachable, otherwise, measured, worst: LOUDNESS[worst] ?? 'unknown' };
}

/** `6`, `6/12`, `2 !`: all reach, some do, or so many are otherwise. */
export function blockSign({ pairs, reachable, otherwise }: BlockCount): string {
  if (pairs === 0) return '–';
  if (otherwise > 0) return `${otherwise} !`;
  if (reachable === pairs) return String(pairs);
  return reachable === 0 ? '✕' : `${reachable}/${pairs}`;
}

export function blockWords({ pairs, reachable, otherwise, measured }: BlockCount): string {
  if (pairs === 0) return 'no pairs';
  const known = measured === pairs ? 'measured' : measured === 0 ? 'predicted' : `${measured} of them measured`;
  const loud = otherwise > 0 ? `, ${otherwise} otherwise than predicted` : '';
  return `${reachable} of ${pairs} pairs reach${loud}, ${known}`;
}
