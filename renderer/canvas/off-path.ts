/** While presenting, what the chosen packet does not touch steps back. */
import { createContext, useContext } from 'react';
import type { RoutePath } from '../../shared/drawing/route.ts';
import type { Drawing, Tag } from '../../shared/drawing/types.ts';

/** Ids of hosts, vertices, wires and cables on the path; undefined: nothing is to step back. */
export const OnPath = createContext<ReadonlySet<string> | undefined>(undefined);

export function onPathOf(
  drawing: Drawing,
  routes: readonly (RoutePath | undefined)[],
): ReadonlySet<string> | undefined {
  const on = new Set(routes.flatMap((route) => (route ? [...route.on, ...route.wires] : [])));
  if (on.size === 0) return undefined;
  for (const { id, layout } of drawing.hosts) {
    const touched = [...layout.items, ...layout.ports].some(({ vertex }) => on.has(vertex));
    if (touched) on.add(id);
    for (const { vertex, nic } of layout.ports) if (on.has(vertex)) on.add(`${id}:${nic}`);
  }
  return on;
}

/** All that is in a VLAN, wherever it is. */
export function inVlan(drawing: Drawing, tag: Tag): ReadonlySet<string> {
  const on = new Set<string>();
  for (const { id, layout } of drawing.hosts) {
    const own = [...layout.items, ...layout.ports, ...layout.wires].filter((part) => part.tag === tag);
    if (own.length === 0) continue;
    on.add(id);
    for (const part of own) on.add('vertex' in part ? part.vertex : part.id);
    for (const port of layout.ports) if (port.tag === tag) on.add(`${id}:${port.nic}`);
  }
  for (const bar of drawing.segments) {
    for (const stripe of bar.stripes) if (stripe.tag === tag) on.add(stripe.vertex);
  }
  for (const cable of drawing.cables) if (cable.tag === tag) on.add(cable.id);
  return on;
}

export function useOffPath(id: string): true | undefined {
  const on = useContext(OnPath);
  return on && !on.has(id) ? true : undefined;
}
