/** What edits are made from, and the ids under which things are mentioned. */
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing } from '../lookup.ts';
import type { Path, SourceNode } from '../source.ts';
import type { Data, Patch } from './data.ts';

/** What an edit is made from: the drawing and the file that it was read from. */
export interface Ground {
  readonly lab: Lab;
  readonly root: SourceNode;
}

export const set = (path: Path, value: Data): Patch => ({ kind: 'set', path, value });
export const remove = (path: Path): Patch => ({ kind: 'remove', path });
export const rename = (path: Path, to: string): Patch => ({ kind: 'rename', path, to });

/** The ids under which a thing stands in expectations and positions, with those of what it holds. */
export function idsOf(lab: Lab, thing: Thing): readonly string[] {
  if (thing.kind === 'container') return [containerId(thing.host, thing.name)];
  if (thing.kind === 'interface') return [interfaceId(thing.host, thing.name)];
  if (thing.kind !== 'host') return [thing.name];
  const host = indexOf(lab).host(thing.name);
  return [
    thing.name,
    ...(host?.containers ?? []).map((item) => containerId(thing.name, item.name)),
    ...(host?.interfaces ?? []).map((item) => interfaceId(thing.name, item.name)),
  ];
}
