/**
 * Every way in which a lab is changed, as plain data: what the window, the fixes of problems and a keyboard macro have in common.
 *
 * An edit names its place by the path in the lab file, as problems do, and says values as the file may have them:
 * `{ kind: 'set', path: ['hosts', 'docker01', 'interfaces', 'ens33', 'address'], value: '192.168.1.11/24' }`. What the file makes of a value
 * (short forms, order of keys, quotes, nothing at all where it is meant already) is not the edit's business. The functions below
 * make edits whose value has the type that belongs at the path.
 */
import type { Thing } from '../lookup.ts';
import type { LabFile } from '../schema.ts';
import type { Path } from '../source.ts';
import type { Data } from './data.ts';
import type { Edit, Value } from './edit.ts';

export type { Edit, Value } from './edit.ts';

export function valueData(value: Value): Data | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return value.map((item: Value) => valueData(item) ?? null);
  const entries = Object.entries(value as Readonly<Record<string, Value>>).map(
    ([key, inner]) => [key, valueData(inner)] as const,
  );
  return new Map(entries.filter((entry): entry is [string, Data] => entry[1] !== undefined));
}

type Step<T, K> = T extends readonly (infer Item)[]
  ? K extends number
    ? Item
    : never
  : T extends object
    ? K extends keyof T
      ? T[K]
      : never
    : never;
type At<T, P extends Path> = P extends readonly [infer K, ...infer Rest extends Path]
  ? At<Step<NonNullable<T>, K>, Rest>
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

export function pathOf(thing: Thing): Path {
  switch (thing.kind) {
    case 'segment':
      return segmentPath(thing.name);
    case 'host':
      return hostPath(thing.name);
    case 'network':
      return networkPath(thing.name);
    case 'interface':
      return interfacePath(thing.host, thing.name);
    case 'container':
      return containerPath(thing.host, thing.name);
  }
}
