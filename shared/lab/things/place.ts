/** A place of the lab file with all that is known of it, made from its shape and its notes; everything that walks over a file or a drawing does so by these. */
import { z } from 'zod';
import { perObject } from '../../per-object.ts';
import { type Data, isList, isMap } from '../data.ts';
import { labFileSchema } from './lab.ts';
import { bare, isOptional, type Note, noteOf } from './notes.ts';

export interface FilePlace {
  readonly schema: z.ZodType;
  readonly note: Note;
  readonly optional: boolean;
  /** A map with fixed keys. */
  readonly keys?: ReadonlyMap<string, FilePlace>;
  /** What every entry of a map is under its name. */
  readonly entry?: FilePlace;
  /** What every item of a list is. */
  readonly item?: FilePlace;
  /** The shapes of a value that may have several. */
  readonly forms?: readonly FilePlace[];
  /** Whether something in it names something else, or has to be looked at once everything has its shape. */
  readonly refers: boolean;
}

export const placeOf: (schema: z.ZodType) => FilePlace = perObject(made);

function made(schema: z.ZodType): FilePlace {
  const shape = bare(schema);
  const note = noteOf(schema);
  const inner = partsOf(shape);
  const within = [...(inner.keys?.values() ?? []), ...(inner.forms ?? []), inner.entry, inner.item];
  const own = note.names ?? note.keyNames ?? note.check;
  const refers = own !== undefined || within.some((place) => place?.refers);
  return { schema, note, optional: isOptional(schema), refers, ...inner };
}

function partsOf(shape: z.ZodType): Pick<FilePlace, 'keys' | 'entry' | 'item' | 'forms'> {
  const of = (schema: unknown): FilePlace => placeOf(schema as z.ZodType);
  if (shape instanceof z.ZodObject)
    return { keys: new Map(Object.entries(shape.shape).map(([key, value]) => [key, of(value)])) };
  if (shape instanceof z.ZodRecord) return { entry: of(shape.valueType) };
  if (shape instanceof z.ZodArray) return { item: of(shape.element) };
  return shape instanceof z.ZodUnion ? { forms: shape.options.map(of) } : {};
}

/** The whole file. */
export const labPlace = (): FilePlace => placeOf(labFileSchema);

/** Of several shapes the one that these data are of, or are meant to be of: that whose required keys are all there. */
export function formOf(place: FilePlace, data: Data | undefined): FilePlace {
  const { forms } = place;
  if (forms === undefined) return place;
  const fits = ({ keys, item }: FilePlace): boolean => {
    if (isList(data)) return item !== undefined;
    if (data !== undefined && !isMap(data)) return keys === undefined && item === undefined;
    return keys !== undefined && [...keys].every(([key, inner]) => inner.optional || data?.has(key));
  };
  return forms.find(fits) ?? forms.find(({ keys }) => keys !== undefined) ?? place;
}

const NOTHING: ReadonlyMap<string, Data> = new Map();

/** The map that a short form stands for; other data as they are. */
export function long({ note: { short } }: FilePlace, data: Data | undefined): Data | undefined {
  if (short === undefined || isMap(data)) return data;
  return data === undefined || data === null ? NOTHING : new Map([[short, data]]);
}

/** What it means that nothing stands here. */
export function absentOf(place: FilePlace, owner: ReadonlyMap<string, Data> = NOTHING): Data | undefined {
  const { absent } = place.note;
  if (absent !== undefined) return typeof absent === 'function' ? absent(owner) : absent;
  return place.entry ? NOTHING : place.item ? [] : undefined;
}
