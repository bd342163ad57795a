/** Walks over the lab file: what stands at a path, what a value means however it is spelt, and how it is best spelt. */
import { type Data, isList, isMap } from '../data.ts';
import { dataOf, nodeAt, type Path, type SourceNode } from '../source.ts';
import type { ThingKind } from './notes.ts';
import { absentOf, type FilePlace, formOf, labPlace, long } from './place.ts';

const NOTHING: ReadonlyMap<string, Data> = new Map();

/** What data of this shape mean: nothing left out, one spelling for each meaning. Undefined: nothing. */
export function meaningOf(
  place: FilePlace,
  given: Data | undefined,
  owner?: ReadonlyMap<string, Data>,
): Data | undefined {
  const data = long(place, given);
  if (data === undefined || data === null) return absentOf(place, owner);
  if (place.note.meaning !== undefined) return place.note.meaning(data);
  const { keys, entry, item } = formOf(place, data);
  if (keys !== undefined && isMap(data)) {
    const known = [...keys].map(([key, value]) => [key, meaningOf(value, data.get(key), data)] as const);
    const strange = [...data].filter(([key]) => !keys.has(key));
    return new Map([...known, ...strange].filter((pair): pair is [string, Data] => pair[1] !== undefined));
  }
  if (entry !== undefined && isMap(data))
    return new Map([...data].map(([key, value]) => [key, meaningOf(entry, value ?? NOTHING) ?? null]));
  if (item !== undefined && isList(data)) return data.map((value) => meaningOf(item, value) ?? null);
  return data;
}

/** The data as they are best written: keys in their order, short forms, no key without a value. */
export function spelt(place: FilePlace, data: Data): Data {
  const { spelling, short } = place.note;
  if (spelling !== undefined) return spelling(data);
  const { keys, entry, item } = formOf(place, data);
  if (keys !== undefined && isMap(data)) {
    const written = new Map<string, Data>();
    for (const key of [...keys.keys(), ...data.keys()]) {
      const value = data.get(key);
      const inner = keys.get(key);
      if (value !== undefined && value !== null) written.set(key, inner === undefined ? value : spelt(inner, value));
    }
    const only = short !== undefined && written.size === 1 ? written.get(short) : undefined;
    return only ?? written;
  }
  if (entry !== undefined && isMap(data))
    return new Map([...data].map(([key, value]) => [key, spelt(entry, value ?? NOTHING)]));
  if (item !== undefined && isList(data)) return data.map((value) => spelt(item, value));
  return data;
}

/** Where a path leads, step by step from the whole file: the place there, and what the file has there. */
export interface Stop {
  readonly path: Path;
  readonly place: FilePlace;
  readonly node: SourceNode | undefined;
  /** The kind of thing that this is, when it is one. */
  readonly thing: ThingKind | undefined;
}

/** The stops of a path, the whole file first; as many as the file's shape knows. */
export function stopsOf(root: SourceNode, path: Path): readonly Stop[] {
  let last: Stop = { path: [], place: labPlace(), node: root, thing: undefined };
  const stops = [last];
  for (const [at, step] of path.entries()) {
    const form = formAt(last);
    const place = typeof step === 'number' ? form.item : form.keys === undefined ? form.entry : form.keys.get(step);
    if (place === undefined) break;
    const node = last.node && nodeAt(last.node, [step]);
    last = { path: path.slice(0, at + 1), place, node, thing: form.note.thing?.kind };
    stops.push(last);
  }
  return stops;
}

/** Of several shapes the one that the file has. */
export const formAt = ({ place, node }: Stop): FilePlace =>
  place.forms === undefined ? place : formOf(place, long(place, node && dataOf(node)));
