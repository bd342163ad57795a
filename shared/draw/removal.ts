/** What goes when things are deleted: they themselves, and all that stands on them or names them. */

import { pathOf, remove } from '../lab/edit/edits.ts';
import type { Ground } from '../lab/edit/ground.ts';
import type { Edit } from '../lab/edit/language.ts';
import { removePatches } from '../lab/edit/remove.ts';
import { thingAt } from '../lab/edit/targets.ts';
import { containerId, interfaceId, type Lab, noteId } from '../lab/lab.ts';
import { thingNamed } from '../lab/lookup.ts';
import { placeInWords } from '../lab/path.ts';
import type { Path } from '../lab/source.ts';

export interface Removal {
  readonly edits: readonly Edit[];
  /** Each thing that goes with them, and each other place of the file that does, in words; positions are not worth a word. */
  readonly also: readonly string[];
  /** The step, for undo: `delete docker01`. */
  readonly says: string;
  /** Something goes that nobody would expect: more than the cards of a host, and its name on the frame of a note. */
  readonly asks: boolean;
}

/** @param ids those that are no longer there are no error: nothing is left to be done for them */
export function removalOf({ lab, root }: Ground, ids: Iterable<string>, verb = 'delete'): Removal {
  const wanted = [...new Set(ids)].filter((id) => thingNamed(lab, id) !== undefined);
  const gone: Path[] = [];
  const edits: Edit[] = [];
  for (const id of wanted) {
    const thing = thingNamed(lab, id);
    if (thing === undefined) continue;
    const path = pathOf(thing);
    // It went with one before it.
    if (gone.some((at) => isWithin(path, at))) continue;
    edits.push(remove(path));
    gone.push(...removePatches({ lab, root }, path).flatMap((patch) => (patch.kind === 'remove' ? [patch.path] : [])));
  }
  const asked = new Set(wanted);
  const also = gone
    .flatMap((path) => [...inWords(lab, path), ...insideOf(lab, path)])
    .filter((word) => !asked.has(word));
  const [first] = wanted;
  return {
    edits,
    also: [...new Set(also)],
    says: wanted.length === 1 ? `${verb} ${first}` : `${verb} ${wanted.length} things`,
    asks: also.some((word) => !isOwnCard(lab, asked, word) && !word.startsWith('the frame of note ')),
  };
}

const isOwnCard = (lab: Lab, asked: ReadonlySet<string>, id: string): boolean => {
  const thing = thingNamed(lab, id);
  return thing?.kind === 'interface' && asked.has(thing.host);
};

const isWithin = (path: Path, outer: Path): boolean =>
  path.length >= outer.length && outer.every((step, at) => String(step) === String(path[at]));

function inWords(lab: Lab, path: Path): readonly string[] {
  const thing = thingAt(path);
  if (thing !== undefined) return [idOf(thing)];
  const [section, name = '', part, inner, list, network] = path.map(String);
  if (section === 'layout') return [];
  if (section === 'networks' && part === 'parents' && path.length === 4) return [`${name} on ${inner}`];
  if (section === 'hosts' && list === 'networks' && path.length === 6)
    return [`${containerId(name, inner ?? '')} on ${network}`];
  if (section === 'notes' && part === 'frame') return [`the frame of ${noteId(name)}`];
  const expected = section === 'expect' ? lab.expect[Number(name)] : undefined;
  if (expected !== undefined)
    return [`expected: ${expected.from} ${expected.reachable ? 'reaches' : 'does not reach'} ${expected.to}`];
  return [placeInWords(path)];
}

function idOf(thing: NonNullable<ReturnType<typeof thingAt>>): string {
  if (thing.kind === 'container') return containerId(thing.host, thing.name);
  if (thing.kind === 'interface') return interfaceId(thing.host, thing.name);
  return thing.kind === 'note' ? noteId(thing.name) : thing.name;
}

/** A host goes with everything that is on it. */
function insideOf(lab: Lab, path: Path): readonly string[] {
  const thing = thingAt(path);
  const host = thing?.kind === 'host' ? lab.hosts.find(({ name }) => name === thing.name) : undefined;
  if (host === undefined) return [];
  return [
    ...host.interfaces.map(({ name }) => interfaceId(host.name, name)),
    ...host.containers.map(({ name }) => containerId(host.name, name)),
  ];
}
