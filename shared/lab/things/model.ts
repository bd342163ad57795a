/** From a file that has its shape to the drawing, and from a drawing to a file: short forms written out, defaults filled in, the file's order kept. */
import { type Data, isList, isMap, sameData } from '../data.ts';
import type { Attachment, Container, Host, Interface, Lab, LabNote, Network, Routing, Segment } from '../lab.ts';
import { attachments } from './attachment.ts';
import { containers } from './container.ts';
import { hosts } from './host.ts';
import { interfaces } from './interface.ts';
import { labNotes } from './lab-note.ts';
import { networks } from './network.ts';
import type { Note } from './notes.ts';
import { absentOf, type FilePlace, formOf, labPlace, long, placeOf } from './place.ts';
import { routing } from './routing.ts';
import { segments } from './segment.ts';
import { meaningOf, spelt } from './walk.ts';

type Plain = Readonly<Record<string, unknown>>;

/** The data of a file that has its shape. */
export const toLab = (data: Data): Lab => modelOf(labPlace(), data) as Lab;

function modelOf(place: FilePlace, given: Data | undefined, owner?: ReadonlyMap<string, Data>): unknown {
  const { note } = place;
  const data = long(place, given);
  const plain =
    data === undefined || data === null
      ? plainOf(absentOf(place, owner))
      : note.meaning === undefined
        ? shaped(formOf(place, data), data)
        : plainOf(note.meaning(data));
  return note.model === undefined ? plain : note.model.read(plain as never);
}

function shaped({ note, keys, entry, item }: FilePlace, data: Data): unknown {
  if (keys !== undefined && isMap(data)) {
    const plain: Record<string, unknown> = note.form === undefined ? {} : { kind: note.form };
    for (const [key, inner] of keys) plain[inner.note.as ?? key] = modelOf(inner, data.get(key), data);
    return plain;
  }
  if (entry !== undefined && isMap(data)) return [...data].map(([name, value]) => entryModel(note, entry, name, value));
  return item !== undefined && isList(data) ? data.map((value) => modelOf(item, value)) : data;
}

interface Modelled {
  readonly note: Note;
  readonly place: FilePlace;
  readonly name: string;
  readonly model: Plain;
}

const modelled = new WeakMap<ReadonlyMap<string, Data>, Modelled>();

/** Of the same data the same thing: after an edit all but what was edited is what it was, and whoever draws it need not do so again. */
function entryModel(note: Note, place: FilePlace, name: string, value: Data): Plain {
  if (!isMap(value)) return newModel(note, place, name, value);
  const known = modelled.get(value);
  if (known?.note === note && known.place === place && known.name === name) return known.model;
  const model = newModel(note, place, name, value);
  modelled.set(value, { note, place, name, model });
  return model;
}

function newModel({ entry: says }: Note, place: FilePlace, name: string, value: Data): Plain {
  const key = says?.name ?? 'name';
  if (says?.value !== undefined) return { [key]: name, [says.value]: modelOf(place, value) };
  return { [key]: name, ...(modelOf(place, value ?? new Map()) as Plain) };
}

/** Defaults: an empty map of names is an empty list in the drawing. */
const plainOf = (data: Data | undefined): unknown => (isMap(data) ? [] : data);

/** What the file says of it; undefined: nothing, since that is meant without it. */
function written(place: FilePlace, model: unknown, owner?: ReadonlyMap<string, Data>): Data | undefined {
  const { note } = place;
  if (model === undefined) return undefined;
  const data = spelt(place, dataOf(place, model));
  if (note.written === 'always' || !place.optional) return data;
  const [absent, meaning] = [absentOf(place, owner), meaningOf(place, data, owner)];
  return absent !== undefined && meaning !== undefined && sameData(absent, meaning) ? undefined : data;
}

function dataOf(place: FilePlace, model: unknown): Data {
  const plain = place.note.model === undefined ? model : place.note.model.write(model as never);
  const { note, keys, entry, item } = formFor(place, plain);
  if (keys !== undefined) {
    const data = new Map<string, Data>();
    for (const [key, inner] of keys) {
      const value = written(inner, (plain as Plain)[inner.note.as ?? key], data);
      if (value !== undefined) data.set(key, value);
    }
    return data;
  }
  if (entry !== undefined) {
    const { name = 'name', value } = note.entry ?? {};
    const items = plain as readonly Plain[];
    return new Map(items.map((each) => [String(each[name]), spelt(entry, dataOf(entry, value ? each[value] : each))]));
  }
  if (item !== undefined) return (plain as readonly unknown[]).map((each) => dataOf(item, each));
  return plain as Data;
}

/** Of several shapes the one that this is of. */
function formFor(place: FilePlace, plain: unknown): FilePlace {
  const { forms } = place;
  if (forms === undefined) return place;
  if (Array.isArray(plain)) return forms.find(({ item }) => item !== undefined) ?? place;
  if (typeof plain !== 'object' || plain === null)
    return forms.find(({ keys, item }) => keys === undefined && item === undefined) ?? place;
  const { kind } = plain as { readonly kind?: string };
  return forms.find(({ keys, note }) => keys !== undefined && note.form === kind) ?? place;
}

type Written = ReadonlyMap<string, Data>;

const entryData = (of: Parameters<typeof placeOf>[0], thing: unknown): Data => {
  const { entry } = placeOf(of);
  return entry === undefined ? null : spelt(entry, dataOf(entry, thing));
};

/** Things of the drawing as they are written in a file: short forms where there are any, defaults left out. */
export const segmentData = (segment: Segment): Written => entryData(segments, segment) as Written;
export const hostData = (host: Host): Written => entryData(hosts, host) as Written;
export const interfaceData = (item: Interface): Written => entryData(interfaces, item) as Written;
export const containerData = (container: Container): Written => entryData(containers, container) as Written;
export const networkData = (network: Network): Written => entryData(networks, network) as Written;
export const noteData = (note: LabNote): Written => entryData(labNotes, note) as Written;
export const routingData = (of: Routing): Written => dataOf(placeOf(routing), of) as Written;
export const attachmentData = (attachment: Attachment): string | Written =>
  entryData(attachments, attachment) as string | Written;
/** A whole lab as a file has it. */
export const labData = (lab: Lab): Written => written(labPlace(), lab) as Written;
