/** Hosts below a segment go aside where their wires would lie over those from above. */
import type { Measures } from './measures.ts';
import type { HostLayout } from './types.ts';

/** From the first to the last wire that comes out of a host towards a segment. */
type Span = readonly [number, number];

/** Further is no longer in the middle. */
const MOST = 320;

/** How far a row goes aside that would begin at `left`. */
export function asideOf(
  above: readonly { readonly layout: HostLayout; readonly left: number }[],
  below: readonly HostLayout[],
  { segment, left }: { readonly segment: string; readonly left: number },
  size: Measures,
): number {
  const taken = above.flatMap((one) => spanOf(one.layout, segment, one.left));
  let x = left;
  const wished = below.flatMap((layout) => {
    const span = spanOf(layout, segment, x);
    x += layout.width + size.hostGap;
    return span;
  });
  const isFree = (aside: number): boolean =>
    wished.every(([from, to]) =>
      taken.every(([a, b]) => to + aside + size.portSpacing <= a || from + aside - size.portSpacing >= b),
    );
  for (let aside = 0; aside <= MOST; aside += 8) {
    if (isFree(aside)) return aside;
    if (isFree(-aside)) return -aside;
  }
  return 0;
}

function spanOf({ ports }: HostLayout, segment: string, left: number): readonly Span[] {
  const wires = ports.filter((port) => port.segment === segment).map(({ at }) => left + at.x);
  return wires.length === 0 ? [] : [[Math.min(...wires), Math.max(...wires)]];
}
