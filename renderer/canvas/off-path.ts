/** While presenting, what the chosen packet does not touch steps back. */
import { createContext, useContext } from 'react';
import type { RoutePath } from '../../shared/drawing/route.ts';
import type { Drawing } from '../../shared/drawing/types.ts';

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

export function useOffPath(id: string): true | undefined {
  const on = useContext(OnPath);
  return on && !on.has(id) ? true : undefined;
}
