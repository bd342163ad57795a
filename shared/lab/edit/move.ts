/** Taking a thing to another one: what says where it is says it otherwise, and what names it follows. */
import { dataOf, nodeAt, type Path, type SourceNode } from '../source.ts';
import type { Patch } from './data.ts';
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

/** What moves to what; `*` is any name. */
interface Way {
  readonly what: Path;
  readonly to: Path;
  /** Steps of its own path that become the target's name, or that of the target's host. */
  readonly becomes?: { readonly step: number; readonly name: 'target' | 'host' };
  /** The key that says where it is, which not every kind of thing has. */
  readonly key?: string;
  /** Its own value is the target's name. */
  readonly isValue?: true;
  /** To another thing of the host that it is on. */
  readonly onHost?: true;
}

const INTERFACE = ['hosts', '*', 'interfaces', '*'];
const WAYS: readonly Way[] = [
  { what: ['registry'], to: ['hosts', '*'], key: 'host' },
  { what: ['hosts', '*', 'containers', '*'], to: ['hosts', '*'], becomes: { step: 1, name: 'target' } },
  {
    what: ['hosts', '*', 'containers', '*', 'networks', '*'],
    to: ['networks', '*'],
    becomes: { step: 5, name: 'target' },
  },
  { what: INTERFACE, to: ['segments', '*'], key: 'segment' },
  { what: INTERFACE, to: INTERFACE, key: 'parent', onHost: true },
  { what: ['networks', '*', 'parents', '*'], to: INTERFACE, becomes: { step: 3, name: 'host' }, isValue: true },
];

const fits = (pattern: Path, path: Path): boolean =>
  path.length === pattern.length && pattern.every((step, at) => step === '*' || step === path[at]);

/** Undefined: such a thing does not move to such a one. */
export function destinationOf(root: SourceNode, path: Path, to: Path): Destination | undefined {
  const way = WAYS.find(
    ({ what, to: target, key }) =>
      fits(what, path) && fits(target, to) && (key === undefined || nodeAt(root, [...path, key]) !== undefined),
  );
  if (way === undefined) return undefined;
  const { becomes, key, isValue = false, onHost = false } = way;
  if (onHost && (to[1] !== path[1] || to[3] === path[3])) return undefined;
  const name = String(to.at(-1));
  const next = becomes === undefined ? path : path.with(becomes.step, becomes.name === 'host' ? String(to[1]) : name);
  const says = key !== undefined ? [...path, key] : isValue ? path : undefined;
  return { path: next, renamed: String(next) !== String(path), says: says && { path: says, value: name } };
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
