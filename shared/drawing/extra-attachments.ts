import type { Host, Lab } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { railVertex } from './column-layout.ts';
import type { Measures } from './measures.ts';
import { at, rounded } from './path.ts';
import { tagOfNetwork } from './tags.ts';
import type { DrawnWire, Item } from './types.ts';

/** A container stands on its first network's rail; a wire between containers and rails leads to each further one. */
export function extraAttachments(lab: Lab, host: Host, items: readonly Item[], size: Measures): readonly DrawnWire[] {
  const wires: DrawnWire[] = [];
  for (const item of items) {
    if (item.kind !== 'container') continue;
    const home = wiresHome(lab, host, item);
    let nth = 0;
    for (const { network } of item.container.attachments) {
      if (network === home) continue;
      const to = railVertex(host.name, network);
      const rail = items.find((other) => other.kind === 'rail' && other.vertex === to);
      if (rail?.kind !== 'rail') continue;
      nth++;
      const { rect } = item;
      const toRight = rail.line.x > rect.x;
      const start = at(rect.x + rect.width / 2 + (toRight ? 24 : -24) * nth, rect.y + rect.height);
      const lane = rail.line.y - size.hang + 4 + nth * 4;
      const target = at(toRight ? rail.line.x + 8 * nth : rail.line.x + rail.line.width - 8 * nth, rail.line.y);
      const path = rounded([start, at(start.x, lane), at(target.x, lane), target], 6);
      const tag = tagOfNetwork(lab, host, network);
      wires.push({ id: `${item.vertex}>${to}`, from: item.vertex, to, path, tag, look: 'wire' });
    }
  }
  return wires;
}

function wiresHome(lab: Lab, host: Host, item: Extract<Item, { kind: 'container' }>): string | undefined {
  const { attachments } = item.container;
  return attachments.find(({ network }) => indexOf(lab).parentOf(network, host.name) !== undefined)?.network;
}
