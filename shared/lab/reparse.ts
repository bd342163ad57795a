/**
 * The source of a text that differs in one place from one that was read: only the smallest entry around that place is read again.
 * Lab files are block maps within each other, where an entry reads the same by itself as it does among its neighbours.
 */
import { LineCounter } from 'yaml';
import { commonEnds } from './common-ends.ts';
import { dataUnder, parseSource, type Source, type SourceEntry, type SourceMap, type SourceNode } from './source.ts';

/** A shorter text is read as soon. */
const WORTH = 4_000;

/** From the first character that is another to after the last one. */
export interface Change {
  readonly start: number;
  /** In the text before. */
  readonly end: number;
  /** How much longer the text is now. */
  readonly by: number;
}

/** An entry around the change, with the maps that it is in from the root on, and the lines that are its own. */
interface Around {
  readonly within: readonly (readonly [SourceMap, SourceEntry])[];
  readonly start: number;
  readonly end: number;
}

/**
 * Undefined: all of it has to be read, as `parseSource` does. What is given is what that would give.
 * @param near where the change is, if that is known: outside of it the texts are the same
 */
export function reparse(last: Source, text: string, worth = WORTH, near?: Change): Source | undefined {
  if (text.length < worth || last.aliases || last.root.kind !== 'map' || hasDirectives(text)) return undefined;
  const change = changeBetween(last.text, text, near);
  for (const around of entriesAround(last, change)) {
    if (around.end - around.start > last.text.length / 2) return undefined;
    const before = around.within.at(-1)?.[1];
    const own = otherName(before, text, change) ?? read(text, around.start, around.end + change.by);
    // What is a comment now, say, would have what stands under it taken for what stands beside it.
    const [first] = own ?? [];
    if (own === undefined || first?.keyStart !== before?.keyStart || first?.keyStyle === 'empty') continue;
    const root = replaced(around.within, own, change);
    if (root) return sourceOf(text, root);
  }
  return undefined;
}

/** They change how everything after them is read. */
const hasDirectives = (text: string): boolean => text.startsWith('%') || text.includes('\n%');

function changeBetween(before: string, after: string, near: Change | undefined): Change {
  const [start, same] = commonEnds(before, after, near?.start, near && before.length - near.end);
  return fromLineStart({ start, end: before.length - same, by: after.length - before.length }, before, after);
}

/** Whole lines come or go: not from within the next line, which begins like the first of them. */
function fromLineStart(change: Change, before: string, after: string): Change {
  const { start, end, by } = change;
  const own = before.slice(before.lastIndexOf('\n', start - 1) + 1, start);
  const [from, to] = [end - own.length, end + by - own.length];
  if (before.slice(from, end) !== own || after.slice(to, end + by) !== own) return change;
  return { start: start - own.length, end: from, by };
}

/** The smallest first. */
function entriesAround({ text, root }: Source, { start, end }: Change): readonly Around[] {
  const found: Around[] = [];
  let within: Around['within'] = [];
  let node: SourceNode = root;
  let last = text.length;
  while (node.kind === 'map' && !node.flow) {
    const entries: readonly SourceEntry[] = [...node.entries.values()];
    // In a key: the same name as before, or another one, stands there alone.
    const key = entries.findIndex(({ keyStart, keyEnd }) => keyStart <= start && start <= keyEnd && keyStart < keyEnd);
    const at = key >= 0 ? key : entries.findLastIndex(({ keyEnd }) => keyEnd < start);
    const entry = entries[at];
    if (!entry) break;
    const next = entries[at + 1];
    const [from, to] = [ownLine(text, entry), next ? ownLine(text, next) : last];
    if (from === undefined || to === undefined || end > to) break;
    within = [...within, [node, entry]];
    found.unshift({ within, start: from, end: to });
    if (key >= 0) break;
    node = entry.value;
    last = to;
  }
  return found;
}

/** Where the line of its key begins. Undefined: something else stands before it there. */
function ownLine(text: string, { keyStart }: SourceEntry): number | undefined {
  const start = text.lastIndexOf('\n', keyStart - 1) + 1;
  return /^ *$/.test(text.slice(start, keyStart)) ? start : undefined;
}

/** A word that is a key however it is looked at. */
const WORD = /^[A-Za-z][\w.-]{0,100}$/;

/** Of an entry that has another word for its key what stands under it is what it was. */
function otherName(
  entry: SourceEntry | undefined,
  text: string,
  { start, end, by }: Change,
): readonly SourceEntry[] | undefined {
  if (entry?.keyStyle !== 'plain' || start < entry.keyStart || end > entry.keyEnd) return undefined;
  const keyEnd = entry.keyEnd + by;
  const key = text.slice(entry.keyStart, keyEnd);
  return WORD.test(entry.key) && WORD.test(key)
    ? [{ ...entry, key, keyEnd, value: movedNode(entry.value, by) }]
    : undefined;
}

/** The entries of a part of a text, in their places in all of it. */
function read(text: string, start: number, end: number): readonly SourceEntry[] | undefined {
  const part = text.slice(start, end);
  if (end < text.length && !part.endsWith('\n') && part !== '') return undefined;
  // What ends a document would end the part alone.
  if (/^(---|\.\.\.)/m.test(part)) return undefined;
  // Before a value on a line of its own, and among neighbours only, the library does not read over a comment that is no further right.
  const column = Math.max(0, part.search(/[^ ]/));
  if (new RegExp(`^ {0,${column}}#.*\\n(?: *(?:#.*)?\\n)* *[^\\s#]`, 'm').test(part)) return undefined;
  const { source } = parseSource(part);
  if (source?.root.kind !== 'map' || source.root.flow || source.aliases) return undefined;
  return [...source.root.entries.values()].map((entry) => movedEntry(entry, start));
}

/** The root with these entries in place of the innermost one. Undefined: a key would be there twice. */
function replaced(within: Around['within'], own: readonly SourceEntry[], change: Change): SourceMap | undefined {
  const [[map, changed] = [], ...inner] = within;
  if (!map || !changed) return undefined;
  const value = inner.length === 0 ? undefined : replaced(inner, own, change);
  if (inner.length > 0 && value === undefined) return undefined;
  const entries = new Map<string, SourceEntry>();
  let after = false;
  for (const entry of map.entries.values()) {
    const here =
      entry === changed ? (value ? [{ ...entry, value }] : own) : [after ? movedEntry(entry, change.by) : entry];
    for (const one of here) {
      if (entries.has(one.key)) return undefined;
      entries.set(one.key, one);
    }
    after ||= entry === changed;
  }
  const last = [...entries.values()].at(-1);
  return {
    ...map,
    entries,
    data: dataUnder(entries),
    end: Math.max(last?.value.end ?? map.start, last?.keyEnd ?? map.start),
  };
}

const movedEntry = (entry: SourceEntry, by: number): SourceEntry =>
  by === 0
    ? entry
    : {
        ...entry,
        keyStart: entry.keyStart + by,
        keyEnd: entry.keyEnd + by,
        value: movedNode(entry.value, by),
      };

function movedNode(node: SourceNode, by: number): SourceNode {
  switch (node.kind) {
    case 'scalar':
      return { ...node, start: node.start + by, end: node.end + by };
    case 'list':
      return {
        ...node,
        start: node.start + by,
        end: node.end + by,
        items: node.items.map((item) => movedNode(item, by)),
      };
    case 'map':
      return movedMap(node, by);
  }
}

/** What a map is that was moved and into which nobody has looked since. */
const moved = new WeakMap<SourceNode, { readonly from: SourceMap; readonly by: number }>();

/** What is in it has its new places when somebody looks for them: an edit moves all that stands below it, and hardly any of that is looked at. */
function movedMap(node: SourceMap, more: number): SourceMap {
  const before = moved.get(node);
  const { from, by } = before ? { from: before.from, by: before.by + more } : { from: node, by: more };
  const { kind, flow, data, alias } = from;
  let entries: SourceMap['entries'] | undefined;
  // Let go of when it has been looked at: else each text would hold all those before it.
  let as: SourceMap | undefined = from;
  const here: SourceMap = {
    kind,
    flow,
    data,
    alias,
    start: from.start + by,
    end: from.end + by,
    get entries() {
      if (as !== undefined) {
        entries = new Map([...as.entries].map(([key, entry]) => [key, movedEntry(entry, by)]));
        as = undefined;
        moved.delete(here);
      }
      return entries as SourceMap['entries'];
    },
  };
  moved.set(here, { from, by });
  return here;
}

/** Its lines are counted when somebody asks for one: few texts have a problem whose line is told. */
function sourceOf(text: string, root: SourceNode): Source {
  let lines: LineCounter | undefined;
  return {
    text,
    root,
    get lines() {
      lines ??= linesOf(text);
      return lines;
    },
    aliases: false,
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
