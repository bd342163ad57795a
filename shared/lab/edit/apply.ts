/** Patches applied to a text, checked by reading what came out: either exactly what was meant, or nothing. */
import { type Problem, problem } from '../../problem.ts';
import { type Data, sameData } from '../data.ts';
import { type Change, reparse } from '../reparse.ts';
import { dataOf, parseSource, type Source, type SourceNode } from '../source.ts';
import { type Patch, patchData } from './data.ts';
import type { Splice } from './flow.ts';
import { flowText } from './render.ts';
import { CannotSplice, splicesOf } from './splice.ts';

export type Applied =
  | { readonly ok: true; readonly source: Source }
  | { readonly ok: false; readonly problem: Problem };

/** The source with all patches applied in order. Without patches it is the very same source. */
export function applyPatches(source: Source, patches: readonly Patch[]): Applied {
  if (patches.length === 0) return { ok: true, source };
  const wanted = patches.reduce<Data>(patchData, dataOf(source.root));
  const found =
    atOnce(source, patches, wanted) ?? oneByOne(source, patches) ?? oneByOne(withoutAliases(source), patches);
  return found === undefined ? { ok: false, problem: unsupported() } : { ok: true, source: found };
}

const unsupported = (): Problem =>
  problem({
    code: 'cannot-edit-text',
    message:
      'The file is written in a way that cannot be changed here without touching other parts of it; it was left as it is.',
    hint: 'Make the change in the YAML text itself.',
  });

/** All cuts into the same text; undefined: they get in each other's way. */
function atOnce(source: Source, patches: readonly Patch[], wanted: Data): Source | undefined {
  try {
    return checked(source, ordered(patches.flatMap((patch) => splicesOf(source, patch))), wanted);
  } catch (error) {
    if (error instanceof CannotSplice) return undefined;
    throw error;
  }
}

function oneByOne(source: Source | undefined, patches: readonly Patch[]): Source | undefined {
  let current = source;
  for (const patch of patches) {
    if (current === undefined) return undefined;
    current = atOnce(current, [patch], patchData(dataOf(current.root), patch));
  }
  return current;
}

/** As a rule few places of a long file are others, and only those are read again. */
function checked(before: Source, splices: readonly Splice[], wanted: Data): Source | undefined {
  const means = (source: Source | undefined): source is Source =>
    source !== undefined && sameData(dataOf(source.root), wanted);
  const text = cut(before.text, splices);
  const near = reparse(before, text, undefined, whole(splices)) ?? reparseEach(before, splices);
  if (means(near)) return near;
  const { source } = parseSource(text);
  return means(source) ? source : undefined;
}

/** With more cuts, reading everything takes no longer. */
const FEW = 12;

/** Places far from each other: each is read again by itself, the last one first, so that the others stay where they are. */
function reparseEach(before: Source, splices: readonly Splice[]): Source | undefined {
  if (splices.length > FEW) return undefined;
  let source: Source | undefined = before;
  for (const splice of [...splices].reverse())
    source = source && reparse(source, cut(source.text, [splice]), undefined, whole([splice]));
  return source;
}

/** From the first cut to the last one. */
function whole(splices: readonly Splice[]): Change | undefined {
  const [first, last] = [splices[0], splices.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const by = splices.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
  return { start: first.start, end: last.end, by };
}

/** Two at one place stay in the order in which they were given. */
const ordered = (splices: readonly Splice[]): readonly Splice[] => splices.toSorted((a, b) => a.start - b.start);

/** The text with every cut made. */
function cut(text: string, splices: readonly Splice[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, text: replacement } of splices) {
    if (start < at) throw new CannotSplice('two changes at one place');
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return out + text.slice(at);
}

/** The same data with every alias written out, because a change at the anchor must not change what aliases stand for. */
function withoutAliases(source: Source): Source | undefined {
  if (!source.aliases) return undefined;
  const splices: Splice[] = [];
  const visit = (node: SourceNode): void => {
    if (node.alias) splices.push({ start: node.start, end: node.end, text: flowText(dataOf(node)) });
    else if (node.kind === 'list') for (const item of node.items) visit(item);
    else if (node.kind === 'map') for (const entry of node.entries.values()) visit(entry.value);
  };
  visit(source.root);
  return checked(source, splices, dataOf(source.root));
}
