/** What edits are made from, and the paths at which things stand in a file. */
import { containerId, interfaceId, type Lab } from '../lab.ts';
import { indexOf, type Thing } from '../lookup.ts';
import type { Path, SourceNode } from '../source.ts';
import type { Data, Patch } from './data.ts';

/** What an edit is made from: the drawing and the file that it was read from. */
export interface Ground {
  readonly lab: Lab;
  readonly root: SourceNode;
}

export const hostPath = (host: string): Path => ['hosts', host];
export const interfacePath = (host: string, name: string): Path => ['hosts', host, 'interfaces', name];
export const containerPath = (host: string, name: string): Path => ['hosts', host, 'containers', name];
export const attachmentPath = (host: string, container: string, network: string): Path => [
  ...containerPath(host, container),
  'networks',
  network,
];
export const networkPath = (name: string): Path => ['networks', name];

export const set = (path: Path, value: Data): Patch => ({ kind: 'set', path, value });
export const remove = (path: Path): Patch => ({ kind: 'remove', path });

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
