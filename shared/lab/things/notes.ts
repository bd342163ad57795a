/**
 * What is to be known of a place in the lab file beyond its shape, noted beside the shape itself: `walk.ts` reads, writes and compares by it.
 */
import { z } from 'zod';
import type { Data } from '../edit/data.ts';
import type { NameFault } from '../names.ts';

/** The named things of a lab, and a container's place on a network, which is named by the network. */
export type ThingKind = 'segment' | 'host' | 'interface' | 'container' | 'attachment' | 'network';

export interface Note {
  /** What it means when the key is not there; a function: that depends on the other keys of its map. */
  readonly absent?: Data | ((owner: ReadonlyMap<string, Data>) => Data | undefined);
  /** The one meaning of values that are spelt differently. The value has its shape. */
  readonly meaning?: (data: Data) => Data;
  /** How it is best spelt. */
  readonly spelling?: (data: Data) => Data;
  /** A value that is no map stands for a map that has it under this key. */
  readonly short?: string;
  /** The entries are things of this kind; what else may be their name is said by `fault`. */
  readonly thing?: { readonly kind: ThingKind; readonly fault: NameFault };
}

const notes = new WeakMap<z.ZodType, Note>();

/** Notes it on this very schema: whatever is made from the schema afterwards (`.nullish()`) finds it as well. */
export function noted<S extends z.ZodType>(schema: S, note: Note): S {
  notes.set(schema, { ...notes.get(schema), ...note });
  return schema;
}

export const isOptional = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;

/** The shape without `.nullish()` around it. */
export function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? bare(schema.unwrap() as z.ZodType)
    : schema;
}

export function noteOf(schema: z.ZodType): Note {
  const own = notes.get(schema) ?? {};
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? { ...noteOf(schema.unwrap() as z.ZodType), ...own }
    : own;
}
