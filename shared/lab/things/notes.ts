/** What is to be known of a place in the lab file beyond its shape, noted beside the shape itself; `place.ts` makes one thing of both. */
import { z } from 'zod';
import type { Problem } from '../../problem.ts';
import type { Data, Path } from '../data.ts';
import type { NameFault } from '../names.ts';

/** The named things of a lab, and a container's place on a network. */
export type ThingKind = 'segment' | 'host' | 'interface' | 'container' | 'attachment' | 'network' | 'note';

/** That a word of the file is the name of something else. */
export interface Naming {
  /** `id`: any thing by its id, `docker01/bbox10`. An interface is one of the host around the place. */
  readonly kind: 'segment' | 'host' | 'network' | 'interface' | 'id';
  /** The problem's code where nothing has that name. */
  readonly code: string;
  /** Words that are no name: they mean something of their own. */
  readonly unless?: readonly string[];
  /** Of an id: the kinds that may be named, and words for them. */
  readonly of?: { readonly kinds: readonly ThingKind[]; readonly what: string };
  /** Of an id: an IPv4 address, which names nothing, may stand there too. */
  readonly orAddress?: true;
  /** Of a network: it must have a parent on this very host. */
  readonly onHost?: true;
  /** What is said where nothing has that name, instead of the usual sentence. */
  readonly missing?: (name: string, path: Path) => Problem;
}

/** What a check may ask of the rest of the lab. */
export interface Around {
  network(name: string): { readonly name: string; readonly subnet: string; readonly driver: string } | undefined;
  /** The interface that a network stands on, on one host. */
  parentOf(network: string, host: string): string | undefined;
  host(name: string): OfInterfaces | undefined;
}

export interface OfInterfaces {
  readonly interfaces: readonly {
    readonly name: string;
    readonly kind: string;
    readonly parent?: string;
    readonly members?: readonly string[];
  }[];
}

/** Something to look at once everything has its shape: `data` stand at `path`, within a host where there is one. */
export type Check = (at: {
  readonly around: Around;
  readonly path: Path;
  readonly host: string;
  readonly data: Data;
}) => readonly Problem[];

/** How a value is asked for in a form. What it must look like is said by its shape. */
export interface FieldNote {
  readonly label: string;
  readonly example?: string;
  readonly unit?: string;
}

export interface Note {
  /** What it means when the key is not there; a function: that depends on the other keys of its map. */
  readonly absent?: Data | ((owner: ReadonlyMap<string, Data>) => Data | undefined);
  /** The one meaning of values that are spelt differently. The value has its shape. */
  readonly meaning?: (data: Data) => Data;
  /** How it is best spelt. */
  readonly spelling?: (data: Data) => Data;
  /** A value that is no map stands for a map that has it under this key. */
  readonly short?: string;
  /** Written also where it says what is meant without it. */
  readonly written?: 'always';

  /** The entries are things of this kind; what else may be their name is said by `fault`. */
  readonly thing?: { readonly kind: ThingKind; readonly fault: NameFault };
  /** In the drawing, a map of names is a list: this key of its items has the name, and this one the value where that is no map. */
  readonly entry?: { readonly name: string; readonly value?: string };
  /** What the key is called in the drawing. */
  readonly as?: string;
  /** The `kind` that things of this shape have in the drawing. */
  readonly form?: string;
  /** The drawing has it otherwise than the file: there and back. */
  readonly model?: { readonly read: (plain: never) => unknown; readonly write: (model: never) => unknown };

  /** It is an address or a subnet, and follows where that is given another one. */
  readonly addresses?: true;
  readonly names?: Naming;
  /** The names of its entries name something else. */
  readonly keyNames?: Naming;
  readonly check?: Check;
  readonly field?: FieldNote;
}

const notes = new WeakMap<z.ZodType, Note>();

/** Notes it on this very schema: whatever is made from the schema afterwards (`.nullish()`) finds it as well. */
export function noted<S extends z.ZodType>(schema: S, note: Note): S {
  notes.set(schema, { ...notes.get(schema), ...note });
  return schema;
}

export const isOptional = (schema: z.ZodType): schema is z.ZodOptional | z.ZodNullable =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;

/** The shape without `.nullish()` around it. */
export const bare = (schema: z.ZodType): z.ZodType =>
  isOptional(schema) ? bare(schema.unwrap() as z.ZodType) : schema;

export function noteOf(schema: z.ZodType): Note {
  const own = notes.get(schema) ?? {};
  return isOptional(schema) ? { ...noteOf(schema.unwrap() as z.ZodType), ...own } : own;
}
