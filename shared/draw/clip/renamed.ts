/** Data of a lab file with other names and other values in it, in one walk: whatever names a thing follows. */
import { type Data, isList, isMap } from '../../lab/data.ts';
import type { Lab } from '../../lab/lab.ts';
import { thingNamed } from '../../lab/lookup.ts';
import type { Path } from '../../lab/source.ts';
import { type Mention, visit } from '../../lab/things/mentions.ts';

/** Old names and new ones; those of containers and interfaces by their ids. What is not there keeps its name. */
export interface NewNames {
  readonly segments: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, string>;
  readonly networks: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, string>;
  /** `docker01/bbox10` and `docker01:ens33.10`. */
  readonly inner: ReadonlyMap<string, string>;
}

export interface Rewriting {
  readonly lab: Lab;
  readonly names: NewNames;
  /** Values that are otherwise, by their path as JSON. */
  readonly values: ReadonlyMap<string, Data>;
  /** What becomes of a text that may be an address or a subnet. */
  readonly address: (text: string) => string;
}

export const keyOfPath = (path: Path): string => JSON.stringify(path.map(String));

export function rewritten(data: Data, how: Rewriting): Data {
  const keys = new Map<string, string>();
  const values = new Map(how.values);
  visit(data, {
    mention: (mention) => {
      const name = newName(mention, how);
      if (name !== mention.name) (mention.isKey ? keys : values).set(keyOfPath(mention.path), name);
      return true;
    },
  });
  return rebuilt(data, [], keys, values, how);
}

const last = (id: string): string => id.replace(/^[^/:]*[/:]/s, '');

function newName({ naming, name, host }: Mention, { lab, names }: Rewriting): string {
  switch (naming.kind) {
    case 'segment':
      return names.segments.get(name) ?? name;
    case 'host':
      return names.hosts.get(name) ?? name;
    case 'network':
      return names.networks.get(name) ?? name;
    case 'interface': {
      const id = names.inner.get(`${host}:${name}`);
      return id === undefined ? name : last(id);
    }
    case 'id':
      return newId(name, lab, names);
  }
}

export function newId(id: string, lab: Lab, names: NewNames): string {
  const inner = names.inner.get(id);
  if (inner !== undefined) return inner;
  const thing = thingNamed(lab, id);
  switch (thing?.kind) {
    case 'host':
      return names.hosts.get(id) ?? id;
    case 'segment':
      return names.segments.get(id) ?? id;
    case 'network':
      return names.networks.get(id) ?? id;
    case 'note':
      return `note ${names.notes.get(thing.name) ?? thing.name}`;
    default:
      return id;
  }
}

/** The names of the things themselves are keys of their sections. */
function keyAt(path: readonly string[], { names }: Rewriting): string | undefined {
  const [section = '', name = '', part, inner] = path;
  if (path.length === 2) {
    if (section === 'segments' || section === 'hosts' || section === 'networks' || section === 'notes')
      return names[section].get(name);
    return undefined;
  }
  if (path.length !== 4 || section !== 'hosts') return undefined;
  const id =
    part === 'containers'
      ? names.inner.get(`${name}/${inner}`)
      : part === 'interfaces'
        ? names.inner.get(`${name}:${inner}`)
        : undefined;
  return id === undefined ? undefined : last(id);
}

function rebuilt(
  data: Data,
  path: readonly string[],
  keys: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, Data>,
  how: Rewriting,
): Data {
  const known = values.get(JSON.stringify(path));
  if (known !== undefined) return known;
  if (isMap(data))
    return new Map(
      [...data].map(([key, value]) => {
        const at = [...path, key];
        return [keys.get(JSON.stringify(at)) ?? keyAt(at, how) ?? key, rebuilt(value, at, keys, values, how)] as const;
      }),
    );
  if (isList(data)) return data.map((value, at) => rebuilt(value, [...path, String(at)], keys, values, how));
  return typeof data === 'string' && path[0] !== 'notes' ? how.address(data) : data;
}
