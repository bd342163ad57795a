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
  walk(labPlace(), data, { path: [], holder: [], host: '' }, seen);
}

const NOTHING: ReadonlyMap<string, Data> = new Map();

interface At {
  readonly path: Path;
  readonly holder: Path;
  readonly host: string;
}

function walk(place: FilePlace, data: Data | undefined, at: At, seen: Seen): void {
  const { path, host } = at;
  if (!place.refers || data === undefined || data === null) return;
  const { names, check } = place.note;
  if (names !== undefined && typeof data === 'string' && names.unless?.includes(data) !== true) {
    if (!(seen.mention?.({ naming: names, name: data, isKey: false, ...at }) ?? true)) return;
  }
  const whole = long(place, data);
  const form = formOf(place, whole);
  if (form.keys !== undefined && isMap(whole))
    for (const [key, inner] of form.keys) {
      const next = [...path, key];
      walk(inner, whole.get(key), { path: next, holder: inner.optional ? next : at.holder, host }, seen);
    }
  else if (form.item !== undefined && isList(whole))
    for (const [step, value] of whole.entries()) {
      const next = [...path, step];
      walk(form.item, value, { path: next, holder: next, host }, seen);
    }
  else if (form.entry !== undefined && isMap(whole)) entries(form, form.entry, whole, at, seen);
  if (check !== undefined) seen.checked?.(place, data, path, host);
}

function entries(form: FilePlace, entry: FilePlace, data: ReadonlyMap<string, Data>, at: At, seen: Seen): void {
  const { thing, keyNames: naming } = form.note;
  const isHost = thing?.kind === 'host' || naming?.kind === 'host';
  for (const [name, value] of data) {
    const path = [...at.path, name];
    const mention = { path, holder: path, host: at.host };
    if (naming !== undefined && !(seen.mention?.({ naming, name, isKey: true, ...mention }) ?? true)) continue;
    // Under its name a thing may say nothing: `lan:`.
    walk(entry, value ?? NOTHING, { ...mention, host: isHost ? name : at.host }, seen);
  }
}
