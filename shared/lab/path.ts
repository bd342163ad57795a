/** From a place in the file to the thing it belongs to, and words for it. */

import { hasInvisible, shown } from '../shown.ts';
import type { Path } from './data.ts';
import { containerId, interfaceId, noteId } from './ids.ts';

/** How many keys of a path lead to the thing it is about, and that thing's id; `['hosts','docker01','ssh','port']` is about docker01. */
function subjectPart(path: Path): { readonly id: string; readonly length: number } {
  const [section, name, part, inner] = path.map(String);
  if (name === undefined) return { id: '', length: 0 };
  if (section === 'hosts') {
    if (part === 'containers' && inner !== undefined) return { id: containerId(name, inner), length: 4 };
    if (part === 'interfaces' && inner !== undefined) return { id: interfaceId(name, inner), length: 4 };
    return { id: name, length: 2 };
  }
  if (section === 'notes') return { id: noteId(name), length: 2 };
  return section === 'segments' || section === 'networks' ? { id: name, length: 2 } : { id: '', length: 0 };
}

/** The id of the thing that a place in the file belongs to; '' for the lab itself. */
export const subjectOf = (path: Path): string => subjectPart(path).id;

/** A place in words: `port of ssh of docker01`, `to of entry 2 of expect`, `the lab`. */
export function placeInWords(path: Path): string {
  const { id, length } = subjectPart(path);
  const keys = path.slice(length).map((step) => (typeof step === 'number' ? `entry ${step + 1}` : step));
  const words = [...keys.reverse(), ...(id === '' ? [] : [id])].map((word) => (plain(word) ? word : shown(word)));
  return words.length === 0 ? 'the lab' : words.join(' of ');
}

const plain = (word: string): boolean => word !== '' && word.length <= 80 && !hasInvisible(word);
