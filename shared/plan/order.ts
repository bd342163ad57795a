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

/** The keys of everything that stands on one of these, directly or not; without these themselves. */
export function dependants(resources: readonly Standing[], keys: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { key, requires } of resources) {
      if (!keys.has(key) && requires.some((required) => keys.has(required) || found.has(required))) found.add(key);
    }
  }
  return found;
}
