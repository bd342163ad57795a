/**
 * Everything where the drawing has it best: each segment in a lane of its own, hosts of one VLAN beside each other, those of several
 * between them. It depends on the lab alone, not on where things stood, so that doing it twice is doing it once; and a host's place in
 * the order follows from its own VLANs, so that a small edit moves little.
 */
import type { Host, Lab } from '../lab/lab.ts';
import { vlanOrder } from '../lab/vlan-colours.ts';
import { drawLab } from './drawing.ts';
import type { Point } from './types.ts';

export interface Tidied {
  /** Of hosts, by their names; empty: they stand where the drawing puts them without being told. */
  readonly hosts: ReadonlyMap<string, Point>;
}

/** Where hosts go. Segments and notes go where the drawing puts them. */
export function tidied(lab: Lab): Tidied {
  const bare: Lab = { ...lab, layout: { positions: [] }, notes: [] };
  const ordered = inOrder(lab);
  if (ordered.every((host, at) => host === lab.hosts[at])) return { hosts: new Map() };
  const { hosts } = drawLab({ ...bare, hosts: ordered });
  return { hosts: new Map(hosts.map(({ id, rect }) => [id, { x: Math.round(rect.x), y: Math.round(rect.y) }])) };
}

/** By the middle of their VLANs in the order of the stripes; those that are alike keep the order of the file. */
function inOrder(lab: Lab): readonly Host[] {
  const place = new Map(vlanOrder(lab).map((vlan, at) => [vlan, at]));
  const middle = (host: Host): number => {
    const stripes = host.interfaces.flatMap((item) => (item.kind === 'vlan' ? [place.get(item.vlan) ?? 0] : []));
    // Without any it stays left, where the untagged frames begin.
    return stripes.length === 0 ? -1 : stripes.reduce((sum, at) => sum + at, 0) / stripes.length;
  };
  return [...lab.hosts].sort((a, b) => middle(a) - middle(b));
}
