/** A note put down: beside what it speaks of with a frame around it, else where it was dropped. */
import { containerId, interfaceId, type Lab, noteId } from '../lab/lab.ts';
import { indexOf } from '../lab/lookup.ts';
import { addNote, type Draft } from './draft.ts';
import type { DrawStep } from './networks.ts';
import type { DropPlace, Gesture } from './tools.ts';

/** To be typed over. */
const FIRST_WORDS = 'Note';

/** `n1`, `n2` … */
export function freeNoteName(lab: Lab): string {
  const { note } = indexOf(lab);
  for (let count = 1; ; count += 1) if (note(`n${count}`) === undefined) return `n${count}`;
}

export function makeNote(draft: Draft, { at, exact, point, frame }: Gesture): DrawStep {
  const name = freeNoteName(draft.lab);
  const framed = frame ?? (exact === true ? hostAt(at) : idsOf(at));
  const note = { name, text: FIRST_WORDS, at: framed.length > 0 ? undefined : point, frame: framed };
  return { draft: addNote(draft, note), made: noteId(name) };
}

/** Whoever drops a note on a host, or on anything in it, means the host; beside a segment there is room for the note itself. */
const hostAt = (at: DropPlace): readonly string[] => ('host' in at && at.host !== undefined ? [at.host] : []);

function idsOf(at: DropPlace): readonly string[] {
  switch (at.kind) {
    case 'lab':
      return [];
    case 'segment':
    case 'network':
      return [at.name];
    case 'host':
      return [at.host];
    case 'interface':
      return [interfaceId(at.host, at.name)];
    case 'container':
      return [containerId(at.host, at.name)];
  }
}
