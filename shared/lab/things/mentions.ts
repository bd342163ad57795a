/** Where a file names things: in values and in keys. */
import { type Data, isList, isMap } from '../data.ts';
import type { Path } from '../source.ts';
import type { Naming, ThingKind } from './notes.ts';
import { type FilePlace, formOf, labPlace, long } from './place.ts';

/** Whether such a thing can be what is named. Nothing names a note. */
export const mayName = (naming: Naming, kind: ThingKind): boolean => naming.of?.kinds.includes(kind) ?? kind !== 'note';

export interface Mention {
  readonly naming: Naming;
  readonly name: string;
  /** Of the value that is the name, or of the entry whose key is the name. */
  readonly path: Path;
  readonly isKey: boolean;
  /** The smallest part of the file around it that may be missing: an optional key, an item of a list, an entry under a name. */
  readonly holder: Path;
  /** The host that the place belongs to; '': to none. */
  readonly host: string;
}

export interface Seen {
  /** Answers whether to look at what stands under it as well. */
  readonly mention?: (mention: Mention) => boolean;
  /** Something that has a check, after what is within it. */
  readonly checked?: (place: FilePlace, data: Data, path: Path, host: string) => void;
}

/** Goes through what refers to something, in the order of the keys of each thing and of the file's names. */
export function visit(data: Data, seen: Seen): void {
  tell(walk(labPlace(), data, { path: [], holder: [], host: '' }), seen);
}

/** What there is to be seen at a place, in its order. */
type Sight =
  | { readonly mention: Mention; readonly under: readonly Sight[] }
  | { readonly checked: Parameters<NonNullable<Seen['checked']>> }
  | { readonly thing: readonly Sight[] };

function tell(sights: readonly Sight[], seen: Seen): void {
  for (const sight of sights) {
    if ('thing' in sight) tell(sight.thing, seen);
    else if ('checked' in sight) seen.checked?.(...sight.checked);
    else if (seen.mention?.(sight.mention) ?? true) tell(sight.under, seen);
  }
}

const NOTHING: ReadonlyMap<string, Data> = new Map();

interface At {
  readonly path: Path;
  readonly holder: Path;
  readonly host: string;
}

function walk(place: FilePlace, data: Data | undefined, at: At): readonly Sight[] {
  const { path, host } = at;
  if (!place.refers || data === undefined || data === null) return [];
  const { names, check } = place.note;
  const whole = long(place, data);
  const form = formOf(place, whole);
  const found: Sight[] = [];
  if (form.keys !== undefined && isMap(whole))
    for (const [key, inner] of form.keys) {
      const next = [...path, key];
      found.push(...walk(inner, whole.get(key), { path: next, holder: inner.optional ? next : at.holder, host }));
    }
  else if (form.item !== undefined && isList(whole))
    for (const [step, value] of whole.entries()) {
      const next = [...path, step];
      found.push(...walk(form.item, value, { path: next, holder: next, host }));
    }
  else if (form.entry !== undefined && isMap(whole))
    for (const each of entries(form, form.entry, whole, at)) found.push(each);
  if (check !== undefined) found.push({ checked: [place, data, path, host] });
  return names !== undefined && typeof data === 'string' && names.unless?.includes(data) !== true
    ? [{ mention: { naming: names, name: data, isKey: false, ...at }, under: found }]
    : found;
}

function entries(form: FilePlace, entry: FilePlace, data: ReadonlyMap<string, Data>, at: At): readonly Sight[] {
  const { thing, keyNames: naming } = form.note;
  const isHost = thing?.kind === 'host' || naming?.kind === 'host';
  return [...data].flatMap(([name, value]): readonly Sight[] => {
    const path = [...at.path, name];
    const mention = { path, holder: path, host: at.host };
    // Under its name a thing may say nothing: `lan:`.
    const under = { ...mention, host: isHost ? name : at.host };
    const inside =
      thing !== undefined && isMap(value) ? inThing(entry, value, under) : walk(entry, value ?? NOTHING, under);
    return naming === undefined ? inside : [{ mention: { naming, name, isKey: true, ...mention }, under: inside }];
  });
}

interface Known {
  readonly place: FilePlace;
  readonly path: string;
  readonly sights: readonly Sight[];
}

const known = new WeakMap<ReadonlyMap<string, Data>, Known>();

/** An edit leaves most things of a large lab as they were: what is to be seen in one is found once for the same data at the same place. */
function inThing(place: FilePlace, data: ReadonlyMap<string, Data>, at: At): readonly Sight[] {
  if (!place.refers) return [];
  const path = JSON.stringify(at.path);
  const before = known.get(data);
  if (before?.place === place && before.path === path) return [{ thing: before.sights }];
  const sights = walk(place, data, at);
  known.set(data, { place, path, sights });
  return [{ thing: sights }];
}
