/** Giving a thing another name wherever the file says it. */
import { nodeAt, type Path } from '../source.ts';
import type { Patch } from './data.ts';
import { type Ground, rename, set } from './ground.ts';
import { Mentions, type Nameable, renamedIn, targetAt } from './targets.ts';

/** The key of the thing itself comes last, so that the paths of the other patches still lead there. */
export function renamePatches(ground: Ground, path: Path, to: string): readonly Patch[] {
  if (path.at(-1) === to) return [];
  const target = targetAt(path);
  return [...(target === undefined ? [] : mentionPatches(ground, target, { ...target, name: to })), rename(path, to)];
}

/** What names `from` names `to` instead; a key that is there already stays as it is. */
export function mentionPatches(ground: Ground, from: Nameable, to: Nameable): readonly Patch[] {
  return new Mentions(ground).of(from).flatMap((mention) => {
    const { path, isKey } = mention;
    const name = renamedIn(mention, from, to);
    if (!isKey) return [set(path, name)];
    return nodeAt(ground.root, [...path.slice(0, -1), name]) === undefined ? [rename(path, name)] : [];
  });
}
