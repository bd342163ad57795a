/** Which thing a line of the lab file speaks of. */
import { containerId, interfaceId, noteId } from '../../../shared/lab/lab.ts';
import type { SourceEntry, SourceNode } from '../../../shared/lab/source.ts';

const entries = (node: SourceNode | undefined): ReadonlyMap<string, SourceEntry> =>
  node?.kind === 'map' ? node.entries : new Map();

const around = (node: SourceNode | undefined, offset: number): SourceEntry | undefined =>
  [...entries(node).values()].find(({ keyStart, value }) => keyStart <= offset && offset <= value.end);

/** The id of the innermost thing at an offset; undefined: there is none. */
export function thingAt(root: SourceNode, offset: number): string | undefined {
  const group = around(root, offset);
  const named = around(group?.value, offset);
  if (group === undefined || named === undefined) return undefined;
  if (group.key === 'segments' || group.key === 'networks') return named.key;
  if (group.key === 'notes') return noteId(named.key);
  if (group.key !== 'hosts') return undefined;
  const inside = around(named.value, offset);
  const inner = around(inside?.value, offset);
  if (inside?.key === 'interfaces' && inner) return interfaceId(named.key, inner.key);
  if (inside?.key === 'containers' && inner) return containerId(named.key, inner.key);
  return named.key;
}
