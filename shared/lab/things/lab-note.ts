import { problem } from '../../problem.ts';
import { shown } from '../../shown.ts';
import { noteNameFault } from '../names.ts';
import { coordinate, reference, textLeaf } from './leaves.ts';
import { type KeysOf, key, list, map, named, optional } from './shapes.ts';

/** Words on the drawing; with a frame they name a part of it. Nothing of it reaches a host. */
export interface LabNote {
  readonly name: string;
  /** Markdown, as far as `shared/markdown` reads it: no HTML, no pictures. */
  readonly text: string;
  /** Of its upper left corner, in pixels; without it the window finds a place. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
  /** Ids of the things that the frame goes around; empty: there is no frame. */
  readonly frame: readonly string[];
}

/** In characters: more belongs into a document of its own. */
export const NOTE_TEXT_MAX = 10_000;

const at = map('the place of a note', {
  x: key(coordinate, { label: 'From the left', example: '120', unit: 'px' }),
  y: key(coordinate, { label: 'From the top', example: '80', unit: 'px' }),
});

const framed = key(
  reference('a thing’s name', 'Name a thing as docker01, lan or docker01/bbox10.'),
  { label: 'Framed', example: 'docker01' },
  {
    names: {
      kind: 'id',
      code: 'unknown-framed',
      of: { kinds: ['host', 'segment', 'network', 'interface', 'container'], what: 'thing' },
      missing: (id, path) =>
        problem({
          severity: 'warning',
          code: 'unknown-framed',
          message: `The frame of note ${shown(String(path[1]))} names ${shown(id)}, and there is no such thing.`,
          hint: 'Take it out of frame; the frame is drawn around the others.',
          path,
        }),
    },
  },
);

const note = map('a note', {
  text: key(
    textLeaf('the text of a note', 'Write Markdown in quotes, or as a block after |.', (text) =>
      text.length > NOTE_TEXT_MAX ? `has more than ${NOTE_TEXT_MAX} characters` : undefined,
    ),
    { label: 'Text', example: '"**VLAN 10** is for guests"' },
  ),
  at: optional(at, { label: 'Place' }),
  frame: optional(list('a list of names of things', framed), {
    label: 'Frame around',
    example: '[docker01, docker02]',
  }),
} satisfies KeysOf<LabNote>);

export const labNotes = named('notes', noteNameFault, 'Use a short name such as n1.', note, {
  thing: { kind: 'note', fault: noteNameFault },
});
