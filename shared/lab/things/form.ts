/** The form of a thing: every fact that it may state, made from its description. A new key of the lab file is a field here by itself. */
import { z } from 'zod';
import { type Data, isList, isMap, type Scalar } from '../data.ts';
import { type Field, fieldOf } from './fields.ts';
import { bare, type Naming } from './notes.ts';
import { absentOf, type FilePlace, formOf, long } from './place.ts';

/** From a thing to something within it, as keys: `['ssh', 'port']`. */
export type Steps = readonly string[];

/**
 * How a value is asked for: `value` in one field; `rows` is a list of small maps (routes), `pairs` a map of names and values
 * (reserved addresses). Maps of fixed keys, and what stands under a name within a thing, are groups of fields.
 */
export type FormKind = 'value' | 'rows' | 'pairs' | 'entries';

export interface FormField {
  readonly steps: Steps;
  readonly kind: FormKind;
  readonly field: Field;
  readonly place: FilePlace;
  /** As the file has it; undefined: it says nothing. */
  readonly data: Data | undefined;
  /** The value, or of `pairs` and `entries` each name, is the name of something else. */
  readonly naming: Naming | undefined;
  /** What it means that it says nothing, where that is one value; it may depend on what is beside it. */
  readonly absent: Scalar | undefined;
  /** Shown without being asked for: it is stated, must be, or is what most people look for. */
  readonly shown: boolean;
}

export interface FormGroup {
  readonly steps: Steps;
  /** Empty: the thing itself. */
  readonly title: string;
  /** What stands under a name, and can be taken away as a whole: a container's place on a network. */
  readonly entryOf: Naming | undefined;
  readonly isEntry: boolean;
  readonly fields: readonly FormField[];
}

/** What has no field: what is drawn, or typed on the drawing and beside the matrix. Keys of a thing itself. */
const ELSEWHERE: ReadonlySet<string> = new Set(['trunkline', 'layout', 'expect', 'notes', 'text', 'at']);

/** The groups of a thing's form, the thing itself first. @param data as the file has the thing */
export function formGroups(place: FilePlace, data: Data | undefined): readonly FormGroup[] {
  return groupsOf(place, data, { ...THING, isOptional: false });
}

const THING = { steps: [], title: '', entryOf: undefined, isEntry: false } as const;

function groupsOf(
  place: FilePlace,
  given: Data | undefined,
  { isOptional, ...group }: Omit<FormGroup, 'fields'> & { readonly isOptional: boolean },
): readonly FormGroup[] {
  const whole = long(place, given);
  const { keys } = formOf(place, whole);
  const data = isMap(whole) ? whole : undefined;
  // What an optional group must have is asked for once anything of it is said.
  const said = given !== undefined || !isOptional;
  const fields: FormField[] = [];
  const inner: FormGroup[] = [];
  for (const [key, at] of keys ?? []) {
    if (group.steps.length === 0 && ELSEWHERE.has(key)) continue;
    const steps = [...group.steps, key];
    const value = data?.get(key) ?? undefined;
    const field = fieldOf(key, at);
    const kind = kindOf(at);
    if (kind === undefined) continue;
    if (kind === 'group') {
      inner.push(...groupsOf(at, value, { ...THING, steps, title: field.label, isOptional: at.optional }));
      continue;
    }
    const naming = kind === 'value' ? at.note.names : at.note.keyNames;
    const none = absentOf(at, data);
    const absent = isMap(none) || isList(none) ? undefined : none;
    fields.push({
      steps,
      kind,
      field,
      place: at,
      data: value,
      naming,
      absent,
      shown: said && isShown(at, field, value),
    });
    if (kind === 'entries' && at.entry !== undefined && isMap(value))
      for (const [name, each] of value)
        inner.push(
          ...groupsOf(at.entry, each, {
            steps: [...steps, name],
            title: name,
            entryOf: naming,
            isEntry: true,
            isOptional: false,
          }),
        );
  }
  return [{ ...group, fields }, ...inner];
}

const isShown = ({ optional, note }: FilePlace, { usual }: Field, data: Data | undefined): boolean =>
  data !== undefined || !optional || usual || note.written === 'always';

/** Undefined: a thing of its own, which is chosen to see its form. */
function kindOf(place: FilePlace): FormKind | 'group' | undefined {
  const { entry, note, keys } = place;
  if (entry !== undefined) {
    if (note.thing !== undefined && note.thing.kind !== 'attachment') return undefined;
    return isSingle(entry) ? 'pairs' : 'entries';
  }
  if (keys !== undefined) return 'group';
  const forms = place.forms ?? [place];
  if (forms.some(({ item }) => item?.keys !== undefined)) return 'rows';
  return forms.every(({ keys: fixed }) => fixed !== undefined) ? 'group' : 'value';
}

/** One value, whatever shapes it may have. */
const isSingle = (place: FilePlace): boolean =>
  place.keys === undefined && place.entry === undefined && !place.forms?.some(({ keys }) => keys !== undefined);

/** Of a list of small maps: what each of them is. */
export const rowOf = (place: FilePlace): FilePlace | undefined =>
  (place.forms ?? [place]).find(({ item }) => item?.keys !== undefined)?.item;

/** `route`, `forward rule`: what one of a list is called. */
export const wordFor = (place: FilePlace): string =>
  (bare(place.schema).meta()?.description ?? 'entry').replace(/^An? /i, '').replace(/\..*$/s, '');

/** The words of an enumeration that fit beside the thing's other values: modes of a network's own driver. */
export function fitting(thing: FilePlace, data: Data | undefined, { steps, field }: FormField): readonly string[] {
  const others = wordsThatFit(thing, data, steps, field);
  // Something else is wrong with the thing, or no other word fits as it is: then all may be tried.
  return others.length > 1 ? others : field.choices;
}

/** False: the thing is right as it is, says nothing of this, and would be wrong with any word that may stand there: the mode of a bridge. */
export function applies(thing: FilePlace, data: Data | undefined, { steps, field, data: said }: FormField): boolean {
  if (said !== undefined || field.choices.length === 0 || data === undefined) return true;
  return wordsThatFit(thing, data, steps, field).length > 0 || !bare(thing.schema).safeParse(plain(data)).success;
}

function wordsThatFit(thing: FilePlace, data: Data | undefined, [key, ...deeper]: Steps, { choices }: Field) {
  if (key === undefined || deeper.length > 0 || !isMap(data)) return choices;
  return choices.filter((word) => bare(thing.schema).safeParse(plain(new Map([...data, [key, word]]))).success);
}

/** Data as the shapes read them. */
export function plain(data: Data): unknown {
  if (isMap(data)) return Object.fromEntries([...data].map(([key, value]) => [key, plain(value)]));
  return Array.isArray(data) ? data.map(plain) : data;
}

/** Whether a value of this shape is true or false. */
export const isSwitch = (place: FilePlace): boolean => bare(place.schema) instanceof z.ZodBoolean;
