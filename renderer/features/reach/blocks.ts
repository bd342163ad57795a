/** A matrix of many things as blocks: everything on one host, in one network or in one VLAN beside everything on another. Pure. */

import { tagOfInterface, tagOfNetwork, tagWords } from '../../../shared/drawing/tags.ts';
import { hostOfId } from '../../../shared/lab/ids.ts';
import type { Lab } from '../../../shared/lab/lab.ts';
import { indexOf } from '../../../shared/lab/lookup.ts';

import { LOUDNESS, type PairVerdict, type Reach, verdictOf, voiceOf } from '../../derived/pairs.ts';
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
  /** Measured, or predicted where nothing was. */
  readonly reachable: number;
  /** Otherwise than predicted or expected, or not to be measured. */
  readonly otherwise: number;
  /** Of the drawing as it is, or by a measurement that still says the same as it. */
  readonly measured: number;
  /** Of those that are measured. */
  readonly measuredReachable: number;
  /** Some of it was measured before the last change of the drawing. */
  readonly old: boolean;
  readonly worst: PairVerdict;
}

export function countBlock(reach: Reach, rows: readonly string[], columns: readonly PairEnd[]): BlockCount {
  let [pairs, reachable, otherwise, measured, measuredReachable, worst] = [0, 0, 0, 0, 0, 0];
  let old = false;
  for (const from of rows) {
    for (const to of columns) {
      const pair = reach.pair(from, to);
      if (!pair) continue;
      pairs++;
      const verdict = verdictOf(pair);
      const isMeasured = pair.result !== undefined && voiceOf(pair) !== 'predicted';
      if (isMeasured) {
        measured++;
        if (verdict === 'reachable') measuredReachable++;
        if (pair.old) old = true;
      }
      if (verdict === 'reachable') reachable++;
      else if (verdict === 'disagrees' || verdict === 'failed') otherwise++;
      worst = Math.max(worst, LOUDNESS.indexOf(verdict));
    }
  }
  return { pairs, reachable, otherwise, measured, measuredReachable, old, worst: LOUDNESS[worst] ?? 'unknown' };
}

/** How much of a block was measured: what was not is never filled as if it were. */
export const partOf = ({ pairs, measured }: BlockCount): 'none' | 'part' | 'all' =>
  measured === 0 ? 'none' : measured < pairs ? 'part' : 'all';

/** Of a part that was measured nothing follows for the whole: only what is loud is said of it. */
export function colourOf(count: BlockCount): PairVerdict {
  const { pairs, reachable, worst } = count;
  const isLoud = worst === 'uncertain' || worst === 'failed' || worst === 'disagrees';
  if (partOf(count) === 'part' && !isLoud) return 'unknown';
  return reachable === pairs && pairs > 0 ? 'reachable' : worst;
}

/** `6`, `6/12`, `2 !`, `3 of 12`: all reach, some do, so many are otherwise, or so many were measured of all. */
export function blockSign(count: BlockCount): string {
  const { pairs, reachable, otherwise, measured } = count;
  if (pairs === 0) return '–';
  if (otherwise > 0) return `${otherwise} !`;
  if (partOf(count) === 'part') return `${shortly(measured)} of ${shortly(pairs)}`;
  if (reachable === pairs) return String(pairs);
  return reachable === 0 ? '✕' : `${reachable}/${pairs}`;
}

/** A column has room for so much. */
const shortly = (number: number): string => (number < 1000 ? String(number) : `${Math.floor(number / 100) / 10}k`);

export function blockWords(count: BlockCount): string {
  const { pairs, reachable, otherwise, measured, measuredReachable, old } = count;
  if (pairs === 0) return 'no pairs';
  const loud = otherwise > 0 ? `, ${otherwise} otherwise than predicted` : '';
  const when = old ? ' before the last change' : '';
  if (partOf(count) === 'none') return `${reachable} of ${pairs} pairs reach${loud}, predicted`;
  if (partOf(count) === 'all') return `${reachable} of ${pairs} pairs reach${loud}, measured${when}`;
  const others = `of the other ${pairs - measured} are ${reachable - measuredReachable} predicted to`;
  return `${measured} of ${pairs} pairs measured${when}, ${measuredReachable} reach${loud}; ${others}`;
}
