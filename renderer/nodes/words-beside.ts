/** Where the word stands that a NIC is promiscuous: beside it, over nothing. */
import type { HostLayout } from '../../shared/drawing/types.ts';

/** Room that the word takes, in pixels; and between it and its NIC. */
const WORD = 84;
const GAP = 6;

export interface Beside {
  readonly vertex: string;
  readonly x: number;
  /** Of its middle. */
  readonly y: number;
  readonly width: number;
  /** It ends at its NIC. */
  readonly right: boolean;
}

/** At its left, else at its right, where the host has room for it beside all others and their words; else nowhere. */
export function wordsBeside({ width: end, items }: HostLayout): readonly Beside[] {
  const taken = items.map(({ rect }) => rect);
  return items.flatMap((item): readonly Beside[] => {
    if (item.kind !== 'interface' || item.iface.kind !== 'nic' || !item.iface.promiscuous) return [];
    const { x, y, width, height } = item.rect;
    const place = [x - WORD, x + width].find(
      (from) =>
        from >= 0 &&
        from + WORD <= end &&
        taken.every((other) => other.y !== y || other.x >= from + WORD || other.x + other.width <= from),
    );
    if (place === undefined) return [];
    taken.push({ x: place, y, width: WORD, height });
    const right = place < x;
    return [{ vertex: item.vertex, x: right ? place : place + GAP, y: y + height / 2, width: WORD - GAP, right }];
  });
}
