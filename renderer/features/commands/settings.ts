/** What can be said of things, found by its name: `masquerade`, `VLAN filtering`, `survives a restart`. */
import type { Lab } from '../../../shared/lab/lab.ts';
import type { SourceNode } from '../../../shared/lab/source.ts';
import { formOfThings, inSentence, type SharedField } from '../../../shared/lab/things/things-form.ts';
import { textOfData } from '../../../shared/lab/things/typed.ts';
import { pathOfThing, type ThingWithData, thingById } from '../../store/document/thing.ts';
import { thingsIn } from './results.ts';

export interface Setting {
  /** Empty: the lab. */
  readonly id: string;
  readonly steps: string;
  /** `Masquerade of router`. */
  readonly words: string;
  /** What is said now. */
  readonly detail: string;
}

/** Fewer letters are in too many names. */
const LETTERS = 3;
const MOST = 6;
/** Of larger labs what is chosen comes first, and the rest by its name. */
const LOOKED_AT = 500;

/** Things of one shape say the same: forms are made of one of each, and of those that are listed. */
const shapeOf = (thing: ThingWithData): string =>
  thing.kind === 'interface'
    ? `interface ${thing.iface.kind}`
    : thing.kind === 'network'
      ? `network ${thing.network.driver}`
      : thing.kind === 'host'
        ? `host ${thing.host.routing?.forward === true}`
        : thing.kind;

export function settingsFor(lab: Lab, root: SourceNode, text: string, chosen: string | undefined): readonly Setting[] {
  if (text.length < LETTERS) return [];
  const found: Setting[] = [];
  const without = new Set<string>();
  const look = (id: string, path: readonly string[]): boolean => {
    const fields = formOfThings(root, [path])?.groups.flatMap((group) => group.fields) ?? [];
    const fitting = fields.filter((field) => isMeant(field, text));
    for (const field of fitting)
      found.push({
        id,
        steps: field.steps.join(' '),
        words: `${field.field.label} of ${id === '' ? 'the lab' : id}`,
        detail: textOfData(field.place, field.data),
      });
    return fitting.length > 0;
  };
  const ids = thingsIn(lab)
    .slice(0, LOOKED_AT)
    .map(({ id }) => id);
  if (lab.hosts.length > 0) look('', []);
  // Routers before other hosts: what is said of a host's routing is mostly said of them.
  const things = [...(chosen === undefined ? [] : [chosen]), ...ids]
    .flatMap((id) => thingById(lab, id) ?? [])
    .toSorted((a, b) => rank(a, chosen) - rank(b, chosen));
  for (const thing of new Map(things.map((each) => [each.id, each])).values()) {
    if (found.length >= MOST) break;
    const shape = shapeOf(thing);
    if (thing.kind === 'note' || without.has(shape)) continue;
    if (!look(thing.id, pathOfThing(thing))) without.add(shape);
  }
  return found.slice(0, MOST);
}

const rank = (thing: ThingWithData, chosen: string | undefined): number =>
  thing.id === chosen ? 0 : thing.kind === 'host' && thing.host.routing?.forward === true ? 1 : 2;

const isMeant = ({ field, steps }: SharedField, text: string): boolean =>
  `${inSentence(field.label)} ${steps.join(' ')}`.toLowerCase().includes(text);
