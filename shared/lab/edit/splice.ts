/**
 * Patches as cuts into the text. What is not cut out stays as it is, byte for byte. Every cut is checked afterwards by reading the
 * result, so that this file may give up on rare spellings (`CannotSplice`) but can never spoil a file.
 */

import type { Data } from '../data.ts';
import type { Path, Source, SourceEntry, SourceList, SourceMap, SourceNode } from '../source.ts';
import type { Patch } from './data.ts';
import { insertIntoFlow, type Part, removeFromFlow, type Splice } from './flow.ts';
import { eolAt, lineAfter, lineStart, prefixOf, skipBlanks, startsLine } from './lines.ts';
import { bodyText, entryText, flowText, keyText, scalarText } from './render.ts';

/** The text is spelt in a way that cannot be cut into safely. */
export class CannotSplice extends Error {}

export function splicesOf(source: Source, patch: Patch): readonly Splice[] {
  switch (patch.kind) {
    case 'set':
      return set(source, patch.path, patch.value);
    case 'append':
      return append(source, patch.path, patch.value);
    case 'remove':
      return remove(source, patch.path);
    case 'rename': {
      const entry = entryAt(source, patch.path);
      if (entry.keyStart === entry.keyEnd) throw new CannotSplice('an empty key');
      return [{ start: entry.keyStart, end: entry.keyEnd, text: keyText(patch.to, entry.keyStyle) }];
    }
  }
}

/** The steps from the root to as far as the path exists. An alias on the way is a place that is not here. */
function walk(root: SourceNode, path: Path): readonly SourceNode[] {
  const nodes = [root];
  for (const step of path) {
    const node = nodes.at(-1);
    const next =
      node?.kind === 'map'
        ? node.entries.get(String(step))?.value
        : node?.kind === 'list'
          ? node.items[Number(step)]
          : undefined;
    if (next === undefined) break;
    nodes.push(next);
  }
  if (nodes.some((node) => node.alias)) throw new CannotSplice('an alias');
  return nodes;
}

function mapAt(source: Source, path: Path): SourceMap {
  const nodes = walk(source.root, path);
  const node = nodes.at(-1);
  if (nodes.length !== path.length + 1 || node?.kind !== 'map') throw new CannotSplice(`no map at ${path.join('.')}`);
  return node;
}

function entryAt(source: Source, path: Path): SourceEntry {
  const entry = mapAt(source, path.slice(0, -1)).entries.get(String(path.at(-1)));
  if (entry === undefined) throw new CannotSplice(`nothing at ${path.join('.')}`);
  return entry;
}

function set(source: Source, path: Path, value: Data): readonly Splice[] {
  const nodes = walk(source.root, path);
  const node = nodes.at(-1) ?? source.root;
  const known = nodes.length - 1;
  if (known === path.length) return replace(source, path, value);
  const [key, ...rest] = path.slice(known).map(String);
  if (key === undefined) throw new CannotSplice('no key');
  const nested = rest.reduceRight<Data>((inner, step) => new Map([[step, inner]]), value);
  if (node.kind === 'map') return insert(source, path.slice(0, known), node, key, nested);
  if (node.kind !== 'scalar' || node.value !== null) throw new CannotSplice('not a map');
  return replace(source, path.slice(0, known), new Map([[key, nested]]));
}

function replace(source: Source, path: Path, value: Data): readonly Splice[] {
  const { text, root } = source;
  const nodes = walk(root, path);
  const [parent, node] = nodes.slice(-2);
  if (parent === undefined || node === undefined) throw new CannotSplice('the whole file');
  const scalar = typeof value === 'string' && node.kind === 'scalar' ? scalarText(value, node.style) : flowText(value);
  if (node.kind === 'scalar' && node.style === 'empty') return fill(source, path, parent, value);
  if (node.kind === 'scalar' && node.style === 'block') {
    return [
      { start: node.start, end: node.end, text: scalar + (text[node.end - 1] === '\n' ? eolAt(text, node.start) : '') },
    ];
  }
  const inline = node.kind === 'scalar' || node.flow || !startsLine(text, node.start);
  if (inline) return [{ start: node.start, end: node.end, text: scalar }];
  if (parent.kind !== 'map') throw new CannotSplice('a block under a dash');
  const colon = afterColon(text, entryAt(source, path));
  return [
    { start: colon, end: colon, text: ` ${flowText(value)}` },
    { start: lineStart(text, node.start), end: lineAfter(text, node.end), text: '' },
  ];
}

/** Writes a value where nothing stands after the key. */
function fill(source: Source, path: Path, parent: SourceNode, value: Data): readonly Splice[] {
  const { text } = source;
  if (parent.kind !== 'map') throw new CannotSplice('an empty item of a list');
  const entry = entryAt(source, path);
  const colon = afterColon(text, entry);
  if (colon === -1) return [{ start: entry.keyEnd, end: entry.keyEnd, text: `: ${flowText(value)}` }];
  const step = stepOf(source);
  const eol = eolAt(text, entry.keyStart);
  const body = parent.flow
    ? undefined
    : bodyText(value, path, columnOf(text, questionOf(text, entry)) + step, step, eol);
  if (body === undefined) return [{ start: colon, end: colon, text: ` ${flowText(value)}` }];
  return [ownLines(text, lineAfter(text, colon), body, eol)];
}

function insert(source: Source, path: Path, map: SourceMap, key: string, value: Data): readonly Splice[] {
  const { text } = source;
  const opened = map.flow ? open(source, path, map, new Map([[key, value]])) : undefined;
  if (opened !== undefined) return opened;
  if (map.flow) return insertIntoFlow(text, map, partsOf(text, map), `${keyText(key)}: ${flowText(value)}`);
  const entries = [...map.entries.values()];
  const last = entries.at(-1);
  if (last === undefined) throw new CannotSplice('an empty block');
  const eol = eolAt(text, last.keyStart);
  const lines = entryText(key, value, [...path, key], columnOf(text, questionOf(text, last)), stepOf(source), eol);
  const apart = lines.includes(eol) && isSetApart(text, entries) ? eol : '';
  return [ownLines(text, lineAfter(text, deepEnd(last)), apart + lines, eol)];
}

/**
 * Empty brackets after a key in a block, as in `hosts: {}`, where people write what stands there over several lines: the first entry
 * takes their place. Undefined: they are to stay.
 */
function open(source: Source, path: Path, node: SourceMap | SourceList, value: Data): readonly Splice[] | undefined {
  const { text, root } = source;
  const parent = walk(root, path.slice(0, -1)).at(-1);
  if (path.length === 0 || parent?.kind !== 'map' || parent.flow) return undefined;
  const entry = entryAt(source, path);
  const colon = afterColon(text, entry);
  const line = lineAfter(text, node.end);
  const empty = /^[ \t]*[{[][ \t]*[}\]]$/.test(text.slice(colon, node.end));
  if (colon === -1 || !empty || !/^\s*(?:#.*)?\s*$/.test(text.slice(node.end, line))) return undefined;
  const step = stepOf(source);
  const eol = eolAt(text, entry.keyStart);
  const body = bodyText(value, path, columnOf(text, questionOf(text, entry)) + step, step, eol);
  return body === undefined ? undefined : [{ start: colon, end: node.end, text: '' }, ownLines(text, line, body, eol)];
}

/** Whether the last two entries have an empty line between them, as hosts and networks often have. */
function isSetApart(text: string, entries: readonly SourceEntry[]): boolean {
  const [before, last] = entries.slice(-2);
  return before !== undefined && last !== undefined && /\n[ \t]*\r?\n/.test(text.slice(deepEnd(before), last.keyStart));
}

const deepEnd = (entry: SourceEntry): number => Math.max(entry.keyEnd, entry.value.end);

/** Lines at the beginning of a line, or at the end of a file that has no last line break. */
function ownLines(text: string, offset: number, lines: string, eol: string): Splice {
  const complete = offset === 0 || text[offset - 1] === '\n';
  return { start: offset, end: offset, text: complete ? lines + eol : eol + lines };
}

function append(source: Source, path: Path, value: Data): readonly Splice[] {
  const { text, root } = source;
  const nodes = walk(root, path);
  const node = nodes.at(-1);
  if (nodes.length <= path.length || node === undefined || (node.kind === 'scalar' && node.value === null))
    return set(source, path, [value]);
  if (node.kind !== 'list') throw new CannotSplice('not a list');
  const opened = node.flow ? open(source, path, node, [value]) : undefined;
  if (opened !== undefined) return opened;
  if (node.flow) return insertIntoFlow(text, node, partsOf(text, node), flowText(value));
  const last = node.items.at(-1);
  if (last === undefined) throw new CannotSplice('an empty block');
  const eol = eolAt(text, last.start);
  const indent = ' '.repeat(columnOf(text, dashOf(text, last)));
  return [ownLines(text, lineAfter(text, last.end), `${indent}- ${flowText(value)}`, eol)];
}

function remove(source: Source, path: Path): readonly Splice[] {
  const { text } = source;
  const above = path.slice(0, -1);
  const parent = walk(source.root, above).at(-1);
  const step = path.at(-1);
  if (parent === undefined || parent.kind === 'scalar' || step === undefined)
    throw new CannotSplice('nothing to remove from');
  const parts = partsOf(text, parent);
  const index = parent.kind === 'map' ? [...parent.entries.keys()].indexOf(String(step)) : Number(step);
  const part = parts[index];
  if (part === undefined) throw new CannotSplice(`nothing at ${path.join('.')}`);
  if (parent.flow) return removeFromFlow(text, parent, parts, index);
  if (parts.length === 1) return replace(source, above, parent.kind === 'map' ? new Map() : []);
  if (!startsLine(text, part.start)) throw new CannotSplice('the first entry beside a dash');
  return [{ start: lineStart(text, part.start), end: lineAfter(text, part.end), text: '' }];
}

/** Where each entry or item begins (its key, its dash in a block) and ends. */
function partsOf(text: string, node: SourceMap | SourceList): readonly Part[] {
  if (node.kind === 'map')
    return [...node.entries.values()].map((entry) => ({ start: questionOf(text, entry), end: deepEnd(entry) }));
  return node.items.map((item) => ({ start: node.flow ? item.start : dashOf(text, item), end: item.end }));
}

/** The offset of the dash of an item in a block. */
function dashOf(text: string, item: SourceNode): number {
  let offset = item.start - 1;
  while (offset >= 0 && ' \t\r\n'.includes(text.charAt(offset))) offset--;
  if (text[offset] !== '-') throw new CannotSplice('an item without its dash');
  return offset;
}

/** Where an entry begins: at its key, or at the question mark before it. */
function questionOf(text: string, entry: SourceEntry): number {
  const before = /\?[ \t]+$/.exec(prefixOf(text, entry.keyStart));
  return before === null ? entry.keyStart : entry.keyStart - before[0].length;
}

/** The offset after the colon of an entry; -1: it has none (`{ a, b }`). */
function afterColon(text: string, entry: SourceEntry): number {
  const colon = skipBlanks(text, entry.keyEnd);
  return text[colon] === ':' ? colon + 1 : -1;
}

const columnOf = (text: string, offset: number): number => prefixOf(text, offset).replace(/^\ufeff/, '').length;

/** How many spaces the file indents a level by: what its first nested block does, or two. */
function stepOf({ text, root }: Source): number {
  if (root.kind !== 'map' || root.flow) return 2;
  for (const { keyStart, value } of root.entries.values()) {
    const first = value.kind === 'map' && !value.flow ? [...value.entries.values()][0] : undefined;
    if (first !== undefined) return Math.max(1, columnOf(text, first.keyStart) - columnOf(text, keyStart));
  }
  return 2;
}
