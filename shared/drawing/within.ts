/** What lies within a rectangle that somebody draws over the drawing. */
import type { Drawing, Rect } from './types.ts';

/** Ids of whole hosts, segments and notes in it, and of what is in it of hosts that are not. */
export function thingsWithin({ hosts, segments, notes }: Drawing, area: Rect): readonly string[] {
  const inside = (rect: Rect): boolean =>
    rect.x >= area.x &&
    rect.y >= area.y &&
    rect.x + rect.width <= area.x + area.width &&
    rect.y + rect.height <= area.y + area.height;
  return [
    ...hosts.flatMap(({ id, rect, layout }) =>
      inside(rect)
        ? [id]
        : layout.items
            .filter(
              (item) =>
                item.kind !== 'forwarding' &&
                inside({ ...item.rect, x: rect.x + item.rect.x, y: rect.y + item.rect.y }),
            )
            .map((item) => item.id),
    ),
    ...segments.filter(({ rect }) => inside(rect)).map(({ id }) => id),
    ...notes.filter(({ rect }) => inside(rect)).map(({ id }) => id),
  ].filter((id, index, all) => all.indexOf(id) === index);
}

/** The id of the thing that a drawn vertex is of; undefined: it is no thing, as a stripe. */
export function thingOfVertex({ hosts, segments, notes }: Drawing, vertex: string): string | undefined {
  if (hosts.some(({ id }) => id === vertex) || segments.some(({ id }) => id === vertex)) return vertex;
  if (notes.some(({ id }) => id === vertex)) return vertex;
  for (const { layout } of hosts) {
    const item = layout.items.find((one) => one.vertex === vertex && one.kind !== 'forwarding');
    if (item !== undefined) return item.id;
  }
  return undefined;
}
