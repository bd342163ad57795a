import { indexBy } from '../index-by.ts';
import type { Standing } from '../resources/resource.ts';

/**
 * What is required comes before what requires it; otherwise the order is kept. Requirements in a circle (a bug, the lab
 * file's reader refuses them) keep their order too, so that nothing is ever lost here.
 */
export function inOrder<T extends Standing>(resources: readonly T[]): readonly T[] {
  const byKey = new Map(resources.map((resource) => [resource.key, resource]));
  const result: T[] = [];
  const seen = new Set<string>();
  const visit = (resource: T): void => {
    if (seen.has(resource.key)) return;
    seen.add(resource.key);
    for (const key of resource.requires) {
      const required = byKey.get(key);
      if (required !== undefined) visit(required);
    }
    result.push(resource);
  };
  for (const resource of resources) visit(resource);
  return result;
}

/** The keys of everything that stands on some others, directly or not; without these themselves. Asked often of the same things. */
export function dependantsAmong(resources: readonly Standing[]): (keys: ReadonlySet<string>) => ReadonlySet<string> {
  let index: ReadonlyMap<string, readonly Standing[]> | undefined;
  return (keys) => {
    // Mostly nothing falls, and then nobody has to know what stands on what.
    if (keys.size === 0) return new Set();
    index ??= indexBy(resources, ({ requires }) => requires);
    const onTop = index;
    const found = new Set<string>();
    const visit = [...keys];
    for (let below = visit.pop(); below !== undefined; below = visit.pop()) {
      for (const { key } of onTop.get(below) ?? []) {
        if (keys.has(key) || found.has(key)) continue;
        found.add(key);
        visit.push(key);
      }
    }
    return found;
  };
}
