/** Walks over the lab file's shape: what stands at a path, what a value means however it is spelt, and how it is best spelt. */
import { z } from 'zod';
import { type Data, dataOf, isList, isMap } from '../edit/data.ts';
import { labFileSchema } from '../schema.ts';
import { nodeAt, type Path, type SourceNode } from '../source.ts';
import { bare, isOptional, noteOf, type ThingKind } from './notes.ts';

type Entries = ReadonlyMap<string, Data>;
const NOTHING: Entries = new Map();

/** The keys of a map that has fixed ones; undefined: it is none. */
export function keysOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> | undefined {
  const shape = bare(schema);
  return shape instanceof z.ZodObject ? (shape.shape as Record<string, z.ZodType>) : undefined;
}

/** What every entry of a map is under its name; undefined: it is no such map. */
export function entryOf(schema: z.ZodType): z.ZodType | undefined {
  const shape = bare(schema);
  return shape instanceof z.ZodRecord ? (shape.valueType as z.ZodType) : undefined;
}

export function itemOf(schema: z.ZodType): z.ZodType | undefined {
  const shape = bare(schema);
  return shape instanceof z.ZodArray ? (shape.element as z.ZodType) : undefined;
}

/** Of several shapes the one that these data are of, or are meant to be of: that whose required keys are all there. */
export function formOf(schema: z.ZodType, data: Data | undefined): z.ZodType {
  const shape = bare(schema);
  if (!(shape instanceof z.ZodUnion)) return shape;
  const forms = (shape.options as readonly z.ZodType[]).map(bare);
  const fits = (form: z.ZodType): boolean => {
    if (isList(data)) return form instanceof z.ZodArray;
    const keys = keysOf(form);
    if (data === undefined || isMap(data))
      return keys !== undefined && Object.entries(keys).every(([key, value]) => isOptional(value) || data?.has(key));
    return keys === undefined && !(form instanceof z.ZodArray);
  };
  return forms.find(fits) ?? forms.find((form) => keysOf(form) !== undefined) ?? shape;
}

/** The map that a short form stands for; other data as they are. */
export function long(schema: z.ZodType, data: Data | undefined): Data | undefined {
  const { short } = noteOf(schema);
  if (short === undefined || isMap(data)) return data;
  return data === undefined || data === null ? NOTHING : new Map([[short, data]]);
}

/** What data of this shape mean: nothing left out, one spelling for each meaning. Undefined: nothing. */
export function meaningOf(schema: z.ZodType, given: Data | undefined, owner: Entries = NOTHING): Data | undefined {
  const { absent, meaning } = noteOf(schema);
  const data = long(schema, given);
  if (data === undefined || data === null) {
    if (absent !== undefined) return typeof absent === 'function' ? absent(owner) : absent;
    return entryOf(schema) ? NOTHING : itemOf(schema) ? [] : undefined;
  }
  if (meaning !== undefined) return meaning(data);
  const form = formOf(schema, data);
  const [keys, entry, item] = [keysOf(form), entryOf(form), itemOf(form)];
  if (keys !== undefined && isMap(data)) {
    const known = Object.entries(keys).map(([key, value]) => [key, meaningOf(value, data.get(key), data)] as const);
    const strange = [...data].filter(([key]) => !Object.hasOwn(keys, key));
    return new Map([...known, ...strange].filter((pair): pair is [string, Data] => pair[1] !== undefined));
  }
  if (entry !== undefined && isMap(data))
    return new Map([...data].map(([key, value]) => [key, meaningOf(entry, value ?? NOTHING) ?? null]));
  if (item !== undefined && isList(data)) return data.map((value) => meaningOf(item, value) ?? null);
  return data;
}

/** The data as they are best written: keys in their order, short forms, no key without a value. */
export function spelt(schema: z.ZodType, data: Data): Data {
  const { spelling, short } = noteOf(schema);
  if (spelling !== undefined) return spelling(data);
  const form = formOf(schema, data);
  const [keys, entry, item] = [keysOf(form), entryOf(form), itemOf(form)];
  if (keys !== undefined && isMap(data)) {
    const order = [...Object.keys(keys), ...data.keys()];
    const written = new Map<string, Data>();
    for (const key of order) {
      const value = data.get(key);
      const inner = Object.hasOwn(keys, key) ? keys[key] : undefined;
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

/** Where a path leads, step by step from the whole file: the shape there, and what the file has there. */
export interface Stop {
  readonly path: Path;
  readonly schema: z.ZodType;
  readonly node: SourceNode | undefined;
  /** The kind of thing that this is, when it is one. */
  readonly thing: ThingKind | undefined;
}

/** The stops of a path, the whole file first; as many as the file's shape knows. */
export function stopsOf(root: SourceNode, path: Path): readonly Stop[] {
  let last: Stop = { path: [], schema: labFileSchema, node: root, thing: undefined };
  const stops = [last];
  for (const [at, step] of path.entries()) {
    const form = formAt(last);
    const keys = keysOf(form);
    const known = keys === undefined ? entryOf(form) : Object.hasOwn(keys, step) ? keys[step] : undefined;
    const schema = typeof step === 'number' ? itemOf(form) : known;
    if (schema === undefined) break;
    const node = last.node && nodeAt(last.node, [step]);
    last = { path: path.slice(0, at + 1), schema, node, thing: noteOf(form).thing?.kind };
    stops.push(last);
  }
  return stops;
}

/** Only where there are several shapes does it matter what the file has. */
const formAt = ({ schema, node }: Stop): z.ZodType =>
  bare(schema) instanceof z.ZodUnion ? formOf(schema, long(schema, node && dataOf(node))) : bare(schema);
