import type { Source, SourceEntry } from '../../../shared/lab/source.ts';

/** The first and last line (from 1) of what stands at a path of keys, with its key; undefined: nothing stands there. */
export function linesOf(
  { root, text, lines }: Source,
  path: readonly string[],
): { readonly first: number; readonly last: number } | undefined {
  let node = root;
  let entry: SourceEntry | undefined;
  for (const key of path) {
    entry = node.kind === 'map' ? node.entries.get(key) : undefined;
    if (!entry) return undefined;
    node = entry.value;
  }
  if (!entry) return undefined;
  const { keyStart } = entry;
  const end = keyStart + text.slice(keyStart, Math.max(node.end, entry.keyEnd)).trimEnd().length;
  return { first: lines.linePos(keyStart).line, last: lines.linePos(end).line };
}
