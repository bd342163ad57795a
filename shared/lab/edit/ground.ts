/** What edits are made from. */

import type { Data } from '../data.ts';
import type { Lab } from '../lab.ts';
import type { Path, SourceNode } from '../source.ts';
import type { Patch } from './data.ts';

/** What an edit is made from: the drawing and the file that it was read from. */
export interface Ground {
  readonly lab: Lab;
  readonly root: SourceNode;
}

export const set = (path: Path, value: Data): Patch => ({ kind: 'set', path, value });
export const remove = (path: Path): Patch => ({ kind: 'remove', path });
export const rename = (path: Path, to: string): Patch => ({ kind: 'rename', path, to });
