/** How each key of a thing is asked for: what forms and completion are made of. */
import { z } from 'zod';
import type { Scalar } from '../data.ts';
import { attachments } from './attachment.ts';
import { bond } from './bond.ts';
import { bridge } from './bridge.ts';
import { containers } from './container.ts';
import { dummy } from './dummy.ts';
import { expectation } from './expectation.ts';
import { hosts } from './host.ts';
import { labFileSchema } from './lab.ts';
import { labNotes } from './lab-note.ts';
import { networks } from './network.ts';
import { nic } from './nic.ts';
import { bare } from './notes.ts';
import { type FilePlace, placeOf } from './place.ts';
import { registry } from './registry.ts';
import { routing } from './routing.ts';
import { segments } from './segment.ts';
import { shim } from './shim.ts';
import { ssh } from './ssh.ts';
import { vlanInterface } from './vlan-interface.ts';

export interface Field {
  readonly key: string;
  readonly label: string;
  readonly unit: string | undefined;
  readonly example: string | undefined;
  readonly input: 'text' | 'number' | 'switch' | 'choice' | 'list' | 'map';
  /** The words to choose from. */
  readonly choices: readonly string[];
  readonly optional: boolean;
  /** Asked for even while nothing is said. */
  readonly usual: boolean;
  /** What it means that nothing is said, in a word or two. */
  readonly empty: string | undefined;
  /** What it means when it is left out, where that is one value. */
  readonly absent: Scalar | undefined;
  /** The sentence of what it must look like. */
  readonly expected: string;
}

const SHAPES = {
  lab: labFileSchema,
  segment: segments,
  host: hosts,
  ssh,
  nic,
  vlan: vlanInterface,
  shim,
  bond,
  bridge,
  dummy,
  container: containers,
  attachment: attachments,
  routing,
  network: networks,
  registry,
  expectation,
  note: labNotes,
} as const;

export type FieldsOf = keyof typeof SHAPES;

/** The map of fixed keys that a kind of thing is. */
function keysOf(place: FilePlace): ReadonlyMap<string, FilePlace> {
  const inner = place.entry ?? place.forms?.find(({ keys }) => keys !== undefined);
  return place.keys ?? (inner === undefined ? new Map() : keysOf(inner));
}

/** The fields of a kind of thing, in the order of its keys. */
export const fieldsOf = (of: FieldsOf): readonly Field[] =>
  [...keysOf(placeOf(SHAPES[of]))].map(([key, place]) => fieldOf(key, place));

/** One of them. @throws when the thing has no such key */
export function fieldNamed(of: FieldsOf, key: string): Field {
  const place = keysOf(placeOf(SHAPES[of])).get(key);
  if (place === undefined) throw new Error(`no key ${key} of ${of}`);
  return fieldOf(key, place);
}

/** How the key of a place is asked for. */
export function fieldOf(key: string, place: FilePlace): Field {
  const { field, absent } = place.note;
  const words = (place.forms ?? [place]).flatMap(({ schema }) => choicesOf(schema));
  return {
    key,
    label: field?.label ?? '',
    unit: field?.unit,
    example: field?.example,
    input: inputOf(place, words),
    choices: words,
    optional: place.optional,
    usual: usual().has(place),
    empty: usual().get(place),
    absent: isScalar(absent) ? absent : undefined,
    expected: bare(place.schema).meta()?.description ?? '',
  };
}

/** What most people look for, asked for even while nothing is said; and what it means then, in a word or two. */
const USUAL: readonly (readonly [FieldsOf, string, string?])[] = [
  ['nic', 'address', 'none'],
  ['nic', 'promiscuous'],
  ['vlan', 'address', 'none'],
  ['shim', 'address', 'none'],
  ['container', 'command', 'the image’s own'],
  ['attachment', 'address', 'automatic'],
  ['network', 'gateway', 'none stated'],
];

let found: ReadonlyMap<FilePlace, string | undefined> | undefined;
function usual(): ReadonlyMap<FilePlace, string | undefined> {
  found ??= new Map(
    USUAL.flatMap(([of, key, empty]) => {
      const place = keysOf(placeOf(SHAPES[of])).get(key);
      return place === undefined ? [] : [[place, empty] as const];
    }),
  );
  return found;
}

function choicesOf(schema: z.ZodType): readonly string[] {
  const shape = bare(schema);
  return shape instanceof z.ZodEnum ? shape.options.map(String) : [];
}

function inputOf(place: FilePlace, words: readonly string[]): Field['input'] {
  const shape = bare(place.schema);
  if (shape instanceof z.ZodBoolean) return 'switch';
  if (shape instanceof z.ZodNumber) return 'number';
  if (place.item !== undefined) return 'list';
  if (place.keys !== undefined || place.entry !== undefined) return 'map';
  return words.length > 0 && place.forms === undefined ? 'choice' : 'text';
}

const isScalar = (value: unknown): value is Scalar => !(value instanceof Object) && value !== undefined;
