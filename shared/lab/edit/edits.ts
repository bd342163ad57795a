/** Edits are made here: the type of a value follows from the path. */
import type { Data, Path } from '../data.ts';
import type { Thing } from '../lookup.ts';
import type { LabFile } from '../things/lab.ts';
import type { Edit, Value } from './language.ts';

type ValueUnder<T, K> = T extends readonly (infer Item)[]
  ? K extends number
    ? Item
    : never
  : T extends object
    ? K extends keyof T
      ? T[K]
      : never
    : never;
type At<T, P extends Path> = P extends readonly [infer K, ...infer Rest extends Path]
  ? At<ValueUnder<NonNullable<T>, K>, Rest>
  : NonNullable<T>;
/** What the lab file may have at a path whose keys are known; anything at one that is known at run time only. */
export type ValueAt<P extends Path> = number extends P['length'] ? Value : Untouched<At<LabFile, P>>;
type Untouched<T> = T extends readonly (infer Item)[]
  ? readonly Untouched<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Untouched<T[K]> }
    : T;
type EntryAt<P extends Path> = ValueAt<P> extends readonly (infer Item)[] ? Item : ValueAt<P>;
/** Things of a drawing written out, as `values.ts` does it. */
type Written = ReadonlyMap<string, Data>;

export const add = <const P extends Path>(path: P, value: EntryAt<P> | Written): Edit => ({
  kind: 'add',
  path,
  value: value as Value,
});
export const set = <const P extends Path>(path: P, value: ValueAt<P> | Written): Edit => ({
  kind: 'set',
  path,
  value: value as Value,
});
export const unset = (path: Path): Edit => ({ kind: 'unset', path });
/** `set`, or `unset` where there is no value. */
export const setOrUnset = <const P extends Path>(path: P, value: ValueAt<P> | undefined): Edit =>
  value === undefined ? unset(path) : set(path, value);
export const rename = (path: Path, to: string): Edit => ({ kind: 'rename', path, to });
export const remove = (path: Path): Edit => ({ kind: 'remove', path });
export const move = (path: Path, to: Path): Edit => ({ kind: 'move', path, to });

export const segmentPath = (name: string) => ['segments', name] as const;
export const hostPath = (name: string) => ['hosts', name] as const;
export const interfacePath = (host: string, name: string) => ['hosts', host, 'interfaces', name] as const;
export const containerPath = (host: string, name: string) => ['hosts', host, 'containers', name] as const;
/** A container's place on a network. */
export const attachmentPath = (host: string, container: string, network: string) =>
  ['hosts', host, 'containers', container, 'networks', network] as const;
export const networkPath = (name: string) => ['networks', name] as const;

export const notePath = (name: string) => ['notes', name] as const;

export function pathOf(thing: Thing): Path {
  switch (thing.kind) {
    case 'segment':
      return segmentPath(thing.name);
    case 'host':
      return hostPath(thing.name);
    case 'network':
      return networkPath(thing.name);
    case 'note':
      return notePath(thing.name);
    case 'interface':
      return interfacePath(thing.host, thing.name);
    case 'container':
      return containerPath(thing.host, thing.name);
  }
}
