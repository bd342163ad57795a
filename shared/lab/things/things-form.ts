/** The form of one thing, or of several chosen at once: what they have in common, and the edits that change it in all of them. */
import { type Data, type Path, sameData } from '../data.ts';
import { set, unset } from '../edit/edits.ts';
import type { Edit, Value } from '../edit/language.ts';
import { dataOf, type SourceNode } from '../source.ts';
import { applies, type FormField, type FormGroup, formGroups, type Steps } from './form.ts';
import type { FilePlace } from './place.ts';
import { stopsOf } from './walk.ts';

export interface SharedField extends FormField {
  /** The things do not say the same; `data` is what the first one says. */
  readonly differs: boolean;
  /** How many different things they say. */
  readonly variants: number;
}

export interface ThingsForm {
  /** Of the first thing: its place in the file's shape, and what the file says of it. */
  readonly place: FilePlace;
  readonly data: Data | undefined;
  readonly groups: readonly (Omit<FormGroup, 'fields'> & { readonly fields: readonly SharedField[] })[];
}

/** The form of the things at these paths of a file; undefined: one of them is not there. */
export function formOfThings(root: SourceNode, paths: readonly Path[]): ThingsForm | undefined {
  const things = paths.map((path) => {
    const stops = stopsOf(root, path);
    const stop = stops.at(-1);
    if (stop === undefined || stops.length !== path.length + 1) return undefined;
    const data = stop.node && dataOf(stop.node);
    const groups = formGroups(stop.place, data).map((group) => ({
      ...group,
      fields: group.fields.filter((field) => applies(stop.place, data, field)),
    }));
    return { place: stop.place, data, groups };
  });
  const [first, ...others] = things;
  if (first === undefined || others.includes(undefined)) return undefined;
  const rest = others.flatMap((thing) => (thing === undefined ? [] : [fieldsOf(thing.groups)]));
  const groups = first.groups
    .map((group) => ({ ...group, fields: group.fields.flatMap((field) => common(field, rest)) }))
    .filter(({ fields, steps }) => steps.length === 0 || fields.length > 0);
  return { place: first.place, data: first.data, groups };
}

const keyOf = (steps: Steps): string => JSON.stringify(steps);
const fieldsOf = (groups: readonly FormGroup[]): ReadonlyMap<string, FormField> =>
  new Map(groups.flatMap(({ fields }) => fields).map((field) => [keyOf(field.steps), field]));

/** Lists and maps of several things are no one field. */
function common(field: FormField, rest: readonly ReadonlyMap<string, FormField>[]): readonly SharedField[] {
  if (rest.length === 0) return [{ ...field, differs: false, variants: 1 }];
  const same = rest.flatMap((fields) => fields.get(keyOf(field.steps)) ?? []);
  if (same.length < rest.length || [field, ...same].some(({ kind }) => kind !== 'value')) return [];
  const said = [field, ...same].map(({ data }) => data ?? null);
  const different = said.filter((data, at) => said.findIndex((other) => sameData(other, data)) === at);
  return [
    {
      ...field,
      shown: field.shown || same.some(({ shown }) => shown),
      differs: different.length > 1,
      variants: different.length,
    },
  ];
}

/** The edits that give this value to all of the things; undefined takes it away. */
export const fieldEdits = (paths: readonly Path[], steps: Steps, data: Data | undefined): readonly Edit[] =>
  paths.map((path) => {
    const at: Path = [...path, ...steps];
    return data === undefined ? unset(at) : set(at, data as Value as never);
  });

/** `Address` within a sentence: `address`; `MTU` stays. */
export const inSentence = (label: string): string =>
  /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

const STEP_TEXT = 40;

/** What undo says of it: `set address of docker01:ens33 to 10.0.0.1/24`, `switch on "Promiscuous" of docker01:ens33`. @param ids of the things; none: the lab */
export function fieldStep(label: string, ids: readonly string[], text: string | undefined): string {
  const of = ids.length === 0 ? 'the lab' : ids.length === 1 ? ids[0] : `${ids.length} things`;
  const what = `${inSentence(label)} of ${of}`;
  if (text === undefined) return `take ${what} away`;
  // A label of a switch may be a sentence of its own.
  if (text === 'true' || text === 'false') return `switch ${text === 'true' ? 'on' : 'off'} "${label}" of ${of}`;
  return `set ${what} to ${text.length > STEP_TEXT ? `${text.slice(0, STEP_TEXT)}…` : text}`;
}
