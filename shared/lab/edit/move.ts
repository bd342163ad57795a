/** Taking a thing to another one: what says where it is says it otherwise, and what names it follows. */
import { nodeAt, type Path, type SourceNode } from '../source.ts';
import { dataOf, type Patch } from './data.ts';
import { containerPath } from './edits.ts';
import { type Ground, remove, rename, set } from './ground.ts';
import { mentionPatches } from './rename.ts';

/** Where it stands afterwards. */
export interface Destination {
  readonly path: Path;
  /** It has another path than before, where nothing may stand yet. */
  readonly renamed: boolean;
  /** The key that says where it is, and what it says then; undefined: its own path says it. */
  readonly says: { readonly path: Path; readonly value: string } | undefined;
}

/** Undefined: such a thing does not move to such a one. */
export function destinationOf(root: SourceNode, path: Path, to: Path): Destination | undefined {
  const [section, name, part, inner, networks] = path.map(String);
  const [target = '', targetName = '', targetPart, targetInner] = to.map(String);
  const at = (next: Path): Destination => ({ path: next, renamed: String(next) !== String(path), says: undefined });
  const here = (key: Path, value: string): Destination => ({ path, renamed: false, says: { path: key, value } });
  const isInterface = target === 'hosts' && targetPart === 'interfaces' && to.length === 4;
  if (section === 'registry' && path.length === 1)
    return target === 'hosts' && to.length === 2 ? here(['registry', 'host'], targetName) : undefined;
  if (section === 'hosts' && part === 'containers' && path.length === 4)
    return target === 'hosts' && to.length === 2 ? at(containerPath(targetName, inner ?? '')) : undefined;
  if (section === 'hosts' && part === 'containers' && path.length === 6 && networks === 'networks')
    return target === 'networks' && to.length === 2 ? at([...path.slice(0, 5), targetName]) : undefined;
  if (section === 'hosts' && part === 'interfaces' && path.length === 4) {
    const stands = nodeAt(root, [...path, 'parent']) === undefined ? 'segment' : 'parent';
    if (stands === 'segment')
      return target === 'segments' && to.length === 2 ? here([...path, 'segment'], targetName) : undefined;
    return isInterface && targetName === name && targetInner !== inner
      ? here([...path, 'parent'], targetInner ?? '')
      : undefined;
  }
  if (section === 'networks' && part === 'parents' && path.length === 4 && isInterface)
    return { ...at([...path.slice(0, 3), targetName]), says: { path, value: targetInner ?? '' } };
  return undefined;
}

export function movePatches(ground: Ground, path: Path, to: Path): readonly Patch[] {
  const { root } = ground;
  const destination = destinationOf(root, path, to);
  if (destination === undefined) return [];
  const { path: next, renamed, says } = destination;
  const node = says && nodeAt(root, says.path);
  const said =
    says === undefined || (node !== undefined && dataOf(node) === says.value) ? [] : [set(says.path, says.value)];
  if (!renamed) return said;
  const sameMap = String(next.slice(0, -1)) === String(path.slice(0, -1));
  if (sameMap) return [...said, rename(path, String(next.at(-1)))];
  const whole = nodeAt(root, path);
  if (whole === undefined) return [];
  const name = String(path[3]);
  const mentions = mentionPatches(
    ground,
    { kind: 'container', host: String(path[1]), name },
    { kind: 'container', host: String(next[1]), name },
  );
  return [...mentions, set(next, dataOf(whole)), remove(path)];
}
