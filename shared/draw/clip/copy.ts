/**
 * Things as text for the clipboard: a lab file with nothing in it but them and what they stand on, so that it can be read, mailed
 * and pasted anywhere. Its first line says which of its things were meant.
 */

import { type Data, isList, isMap } from '../../lab/data.ts';
import { containerPath, hostPath, interfacePath, networkPath, notePath, segmentPath } from '../../lab/edit/edits.ts';
import type { Ground } from '../../lab/edit/ground.ts';
import { removePatches } from '../../lab/edit/remove.ts';
import { entryText } from '../../lab/edit/render.ts';
import type { Container, Host, Lab } from '../../lab/lab.ts';
import { indexOf, thingNamed } from '../../lab/lookup.ts';
import { dataOf, nodeAt, type Path } from '../../lab/source.ts';

/** Before the ids of what was copied, as JSON. */
export const MARK = '# copied from Trunkline: ';

/** Undefined: none of the ids is of a thing. */
export function copiedText(ground: Ground, ids: Iterable<string>): string | undefined {
  const { lab, root } = ground;
  const chosen = [...new Set(ids)].filter((id) => thingNamed(lab, id) !== undefined);
  if (chosen.length === 0) return undefined;
  const kept = keptWith(lab, chosen);
  const gone = removePatches(ground, ...leftOut(ground, kept)).flatMap((patch) =>
    patch.kind === 'remove' ? [patch.path] : [],
  );
  const data = without(dataOf(root), [], new Set(gone.map((path) => JSON.stringify(path.map(String)))));
  const lines = isMap(data) ? [...data].map(([key, value]) => entryText(key, value, [key], 0, 2, '\n')) : [];
  return `${MARK}${JSON.stringify(chosen)}\n${lines.join('\n')}\n`;
}

interface Part {
  readonly interfaces: Set<string>;
  readonly containers: Set<string>;
}

interface Kept {
  readonly segments: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  readonly notes: ReadonlySet<string>;
  readonly whole: ReadonlySet<string>;
  /** Hosts of which only a part is copied. */
  readonly parts: ReadonlyMap<string, Part>;
}

function keptWith(lab: Lab, ids: readonly string[]): Kept {
  const index = indexOf(lab);
  const things = ids.flatMap((id) => thingNamed(lab, id) ?? []);
  const named = (kind: string): Set<string> =>
    new Set(things.flatMap((thing) => (thing.kind === kind ? [thing.name] : [])));
  const [segments, networks, notes, whole] = [named('segment'), named('network'), named('note'), named('host')];
  const parts = new Map<string, Part>();
  const partOf = (host: string): Part => {
    const part = parts.get(host) ?? { interfaces: new Set(), containers: new Set() };
    parts.set(host, part);
    return part;
  };
  /** With all that it stands on. */
  const keepInterface = (host: string, name: string): void => {
    const part = partOf(host);
    for (let at: string | undefined = name; at !== undefined && !part.interfaces.has(at); ) {
      const item = index.interface(host, at);
      if (item !== undefined) part.interfaces.add(at);
      at = item !== undefined && 'parent' in item ? item.parent : undefined;
    }
  };
  const keepNetworks = ({ attachments }: Container, host: string): void => {
    for (const { network } of attachments) {
      networks.add(network);
      const parent = index.parentOf(network, host);
      if (parent !== undefined && !whole.has(host)) keepInterface(host, parent);
    }
  };
  for (const thing of things) {
    if (thing.kind === 'host') {
      for (const box of index.host(thing.name)?.containers ?? []) keepNetworks(box, thing.name);
      for (const network of lab.networks)
        if (index.parentOf(network.name, thing.name) !== undefined) networks.add(network.name);
    } else if (thing.kind === 'container' && !whole.has(thing.host)) {
      partOf(thing.host).containers.add(thing.name);
      const box = index.container(thing.host, thing.name);
      if (box !== undefined) keepNetworks(box, thing.host);
    } else if (thing.kind === 'interface' && !whole.has(thing.host)) keepInterface(thing.host, thing.name);
  }
  for (const host of lab.hosts)
    for (const item of host.interfaces)
      if ('segment' in item && (whole.has(host.name) || parts.get(host.name)?.interfaces.has(item.name)))
        segments.add(item.segment);
  return { segments, networks, notes, whole, parts };
}

function leftOut({ lab, root }: Ground, kept: Kept): readonly Path[] {
  const others = <T extends { readonly name: string }>(all: readonly T[], keep: ReadonlySet<string>): readonly T[] =>
    all.filter(({ name }) => !keep.has(name));
  const ofHost = (host: Host): readonly Path[] => {
    if (kept.whole.has(host.name)) return [];
    const part = kept.parts.get(host.name);
    if (part === undefined) return [hostPath(host.name)];
    const routing = ['hosts', host.name, 'routing'];
    return [
      ...(nodeAt(root, routing) === undefined ? [] : [routing]),
      ...others(host.interfaces, part.interfaces).map(({ name }) => interfacePath(host.name, name)),
      ...others(host.containers, part.containers).map(({ name }) => containerPath(host.name, name)),
    ];
  };
  return [
    ...others(lab.segments, kept.segments).map(({ name }) => segmentPath(name)),
    ...lab.hosts.flatMap(ofHost),
    ...others(lab.networks, kept.networks).map(({ name }) => networkPath(name)),
    ...others(lab.notes, kept.notes).map(({ name }) => notePath(name)),
  ];
}

/** The data without what stands at these paths. */
function without(data: Data, path: readonly string[], gone: ReadonlySet<string>): Data {
  const stays = (step: string): boolean => !gone.has(JSON.stringify([...path, step]));
  if (isMap(data))
    return new Map(
      [...data].flatMap(([key, value]) => (stays(key) ? [[key, without(value, [...path, key], gone)] as const] : [])),
    );
  if (isList(data))
    return data.flatMap((value, at) => (stays(String(at)) ? [without(value, [...path, String(at)], gone)] : []));
  return data;
}
