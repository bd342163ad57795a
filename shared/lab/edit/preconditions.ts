/** What must be so before an edit: its place is one, the things on the way are there, a new name is one and is free. */
import { type Problem, problem } from '../../problem.ts';
import { listed, shown } from '../../shown.ts';
import { placeInWords, subjectOf } from '../path.ts';
import { nodeAt, type Path, type SourceNode } from '../source.ts';
import { formAt, type Stop, stopsOf } from '../things/walk.ts';
import type { Edit } from './language.ts';
import { destinationOf } from './move.ts';

/** Why an edit cannot be made; undefined: it can. What it makes of the file is looked at afterwards. */
export function refusal(root: SourceNode, edit: Edit): Problem | undefined {
  const stops = stopsOf(root, edit.path);
  const known = noPlace(stops, edit.path) ?? missing(stops, edit);
  if (known !== undefined) return known;
  switch (edit.kind) {
    case 'add':
      return isListPlace(stops.at(-1)) ? undefined : newName(root, stops, edit.path);
    case 'rename':
      return renamed(root, stops, edit.path, edit.to);
    case 'move':
      return moved(root, edit.path, edit.to);
    default:
      return undefined;
  }
}

const isListPlace = (stop: Stop | undefined): boolean => stop !== undefined && formAt(stop).item !== undefined;

/** The path leads to where nothing of a lab file can stand. */
function noPlace(stops: readonly Stop[], path: Path): Problem | undefined {
  if (path.length > 0 && stops.length > path.length) return undefined;
  const last = stops.at(-1) as Stop;
  const before = last.path;
  const { keys } = formAt(last);
  const step = path[before.length];
  return problem({
    code: 'unknown-key',
    message: `${step === undefined ? 'The whole file' : shown(String(step))} is no key of ${placeInWords(before)}.`,
    hint: keys === undefined ? 'Name a key of the lab file.' : `Keys are ${listed([...keys.keys()], 20)}.`,
    subject: subjectOf(before),
    path: before,
  });
}

/** Whatever is changed must be there: things, and entries of lists on the way to it; only what is set may be new. */
function missing(stops: readonly Stop[], { kind, path }: Edit): Problem | undefined {
  const there = kind === 'rename' || kind === 'remove' || kind === 'move';
  const gone = stops.slice(1).find(({ path: { length }, thing, node }) => {
    if (node !== undefined) return false;
    const last = length === path.length;
    if (kind === 'add' && last) return false;
    return thing !== undefined || typeof path[length - 1] === 'number' || (there && last);
  });
  if (gone === undefined) return undefined;
  const { path: at, thing } = gone;
  const what =
    thing === 'attachment'
      ? `${subjectOf(at)} is not on a network ${shown(String(at.at(-1)))}`
      : thing === undefined
        ? `There is no ${placeInWords(at)}`
        : `There is no ${thing} ${shown(nameAt(thing, at))}`;
  return problem({
    code: 'no-such-thing',
    message: `${what}, so that it cannot be changed.`,
    hint: 'It may have been removed or renamed meanwhile.',
  });
}

/** Something is to stand at a path where nothing stands yet. */
function newName(root: SourceNode, stops: readonly Stop[], path: Path): Problem | undefined {
  const [owner, { thing }] = stops.slice(-2) as [Stop, Stop];
  const name = String(path.at(-1));
  const fault = thing === 'attachment' ? undefined : owner.place.note.thing?.fault(name);
  if (fault !== undefined) {
    return problem({
      code: 'bad-name',
      message: `The name ${shown(name)} ${fault}.`,
      hint: `Choose another name for the ${thing}.`,
    });
  }
  return nodeAt(root, path) === undefined ? undefined : taken(thing, path);
}

/** The kind of a note is part of its id. */
const nameAt = (thing: Stop['thing'], path: Path): string => (thing === 'note' ? String(path.at(-1)) : subjectOf(path));

function taken(thing: Stop['thing'], path: Path): Problem {
  const message =
    thing === 'attachment'
      ? `${subjectOf(path)} is on ${String(path.at(-1))} already.`
      : thing === undefined
        ? `There is ${placeInWords(path)} already.`
        : `There is ${thing === 'interface' ? 'an' : 'a'} ${thing} ${nameAt(thing, path)} already.`;
  return problem({ code: 'name-taken', message, hint: 'Choose another one.' });
}

function renamed(root: SourceNode, stops: readonly Stop[], path: Path, to: string): Problem | undefined {
  if (path.at(-1) === to) return undefined;
  const owner = stops.at(-2);
  if (owner !== undefined && owner.place.entry !== undefined) return newName(root, stops, [...path.slice(0, -1), to]);
  return problem({
    code: 'cannot-rename',
    message: `${placeInWords(path)} has no name of its own.`,
    hint: 'Change its value instead.',
    path,
  });
}

function moved(root: SourceNode, path: Path, to: Path): Problem | undefined {
  const target = stopsOf(root, to);
  const gone = noPlace(target, to) ?? missing(target, { kind: 'move', path: to, to });
  if (gone !== undefined) return gone;
  const destination = destinationOf(root, path, to);
  if (destination === undefined) {
    return problem({
      code: 'cannot-move',
      message: `${placeInWords(path)} cannot be moved to ${placeInWords(to)}.`,
      hint: 'A container moves to a host, its place on a network to a network, a card to a segment; a sub-interface, or a network’s parent, to an interface of the host.',
      subject: subjectOf(path),
      path,
    });
  }
  const { path: next, renamed: other } = destination;
  if (!other || nodeAt(root, next) === undefined) return undefined;
  return taken(stopsOf(root, next).at(-1)?.thing, next);
}
