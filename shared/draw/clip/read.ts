/** What was copied, read as a part of a lab; or in one sentence why it is none. */

import type { Data } from '../../lab/data.ts';
import { type Lab, noteId } from '../../lab/lab.ts';
import { LAB_TEXT_LIMIT } from '../../lab/limits.ts';
import { thingNamed } from '../../lab/lookup.ts';
import { examineLab } from '../../lab/read.ts';
import { dataOf } from '../../lab/source.ts';
import { type Refusal, refuse } from '../draft.ts';
import { MARK } from './copy.ts';

export interface Clip {
  readonly lab: Lab;
  readonly data: Data;
  /** Ids of what was meant; the rest is what that stands on. */
  readonly chosen: ReadonlySet<string>;
}

const HEAD = 'trunkline: 1\nname: pasted\n';

export function readClip(text: string): Clip | Refusal {
  if (text.trim() === '') return refuse('there is no text on the clipboard');
  if (!/^\s*["']?(?:trunkline|segments|hosts|networks|notes)["']?\s*:/m.test(text) && !text.trimStart().startsWith('{'))
    return refuse(
      'the text on the clipboard is no part of a lab: no line of it begins with hosts:, networks:, segments: or notes:',
    );
  if (text.length > LAB_TEXT_LIMIT)
    return refuse(`the text on the clipboard has ${text.length} characters, and a lab may have ${LAB_TEXT_LIMIT}`);
  // Whoever copies a few lines of a lab file leaves its head behind.
  const headless = /^(?:segments|hosts|networks|notes):/m.test(text) && !/^trunkline\s*:/m.test(text);
  const { lab, source, problems } = examineLab(headless ? HEAD + text : text);
  const fault = problems.find(({ severity }) => severity === 'error');
  if (lab === undefined || source === undefined || fault !== undefined) {
    const why = fault?.message ?? problems[0]?.message ?? 'it cannot be read';
    return refuse(`the text on the clipboard is no part of a lab: ${why.replace(/\.$/, '').slice(0, 200)}`);
  }
  const chosen = markedIn(text).filter((id) => thingNamed(lab, id) !== undefined);
  return { lab, data: dataOf(source.root), chosen: new Set(chosen.length > 0 ? chosen : allOf(lab)) };
}

function markedIn(text: string): readonly string[] {
  const [line = ''] = text.split('\n', 1);
  if (!line.startsWith(MARK)) return [];
  try {
    const ids: unknown = JSON.parse(line.slice(MARK.length));
    return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  } catch {
    // Somebody wrote into the line: all of the text is meant.
    return [];
  }
}

/** Of a lab that was written by hand: what is in it, in segments that have the same name here. */
const allOf = ({ hosts, networks, notes, segments }: Lab): readonly string[] => {
  const things = [...hosts, ...(hosts.length === 0 ? networks : [])].map(({ name }) => name);
  return [
    ...things,
    ...(things.length === 0 ? segments.map(({ name }) => name) : []),
    ...notes.map(({ name }) => noteId(name)),
  ];
};
