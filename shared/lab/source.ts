/**
 * A lab file as YAML reads it, with the place of every key and value: what the reader checks and what edits are cut into.
 * Scalars, lists and maps only; maps keep every key in the file's order, whatever word it is.
 */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Document as YamlDocument,
} from 'yaml';
import { FirstProblems } from '../first-problems.ts';
import type { Problem } from '../problem.ts';
import { shown } from '../shown.ts';
import type { Data, Path, Scalar } from './data.ts';
import { syntaxProblem } from './syntax.ts';

import { composeYaml, NestedTooDeep } from './yaml-document.ts';

export type { Path, Scalar };

interface Placed {
  /** Offsets in the text: from the first character to after the last one, without comments. */
  readonly start: number;
  readonly end: number;
  /** The value stands elsewhere and is only named here (`*name`). */
  readonly alias: boolean;
}

export type SourceNode =
  | (Placed & { readonly kind: 'scalar'; readonly value: Scalar; readonly style: ScalarStyle })
  | (Placed &
      Valued<readonly Data[]> & {
        readonly kind: 'list';
        readonly flow: boolean;
        readonly items: readonly SourceNode[];
      })
  | (Placed &
      Valued<ReadonlyMap<string, Data>> & {
        readonly kind: 'map';
        readonly flow: boolean;
        readonly entries: ReadonlyMap<string, SourceEntry>;
      });

interface Valued<T> {
  /** Its values without their places. They are the same as long as nothing of it is edited, wherever it comes to stand. */
  readonly data: T;
}

/** `empty`: nothing is written, as after the colon of `containers:`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'block' | 'empty';
export type SourceMap = Extract<SourceNode, { kind: 'map' }>;
export type SourceList = Extract<SourceNode, { kind: 'list' }>;

export interface SourceEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly keyStyle: ScalarStyle;
  readonly value: SourceNode;
}

/** The value of a node without its place. */
export const dataOf = (node: SourceNode): Data => (node.kind === 'scalar' ? node.value : node.data);
export const dataUnder = (entries: ReadonlyMap<string, SourceEntry>): ReadonlyMap<string, Data> =>
  new Map([...entries].map(([key, { value }]) => [key, dataOf(value)]));

export interface Source {
  readonly text: string;
  readonly root: SourceNode;
  readonly lines: LineCounter;
  /** Whether any value is named by an alias. */
  readonly aliases: boolean;
}

export type ParsedSource = { readonly source: Source | undefined; readonly problems: readonly Problem[] };

/** Values that aliases stand for, all together: a few lines of YAML can name billions. */
const ALIASED_MAX = 10_000;

/** Reads YAML text. Problems are about syntax only; without any, there is a source. */
export function parseSource(text: string): ParsedSource {
  const lines = new LineCounter();
  const document = composed(text, lines);
  if ('code' in document) return { source: undefined, problems: [document] };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    // One slip makes the parser stumble several times on one line; the first says it best.
    const perLine = new Map<number, (typeof faults)[number]>();
    for (const fault of faults) {
      const { line } = placeOfOffset(lines, fault.pos[0]);
      if (!perLine.has(line)) perLine.set(line, fault);
      // Where a bracket too many ends everything, each word of the rest stands outside of it: one fault, not one a line.
      // So is all that follows a bracket that nothing closes.
      if (fault.message.includes(OUTSIDE) || fault.code === 'BLOCK_IN_FLOW') break;
    }
    const found = new FirstProblems(SYNTAX_FAULTS_MAX);
    for (const { code, pos, message } of perLine.values())
      found.add(() => syntaxProblem(code, placeOfOffset(lines, pos[0]), message));
    return { source: undefined, problems: found.all };
  }
  const reader = new Reader(text, lines);
  const root = reader.read(document.contents, [], 0);
  const problems = reader.problems.all;
  if (problems.length > 0) return { source: undefined, problems };
  return { source: { text, root, lines, aliases: reader.aliased > 0 }, problems: [] };
}

function composed(text: string, lines: LineCounter): YamlDocument | Problem {
  try {
    return composeYaml(text, lines);
  } catch (error) {
    if (error instanceof NestedTooDeep) return syntaxProblem('nested-too-deep', placeOfOffset(lines, error.offset));
    throw error;
  }
}

/** In what the parser says of something after the end of all. */
const OUTSIDE = 'token in YAML stream';

/** After so many faults of syntax the rest is noise. */
const SYNTAX_FAULTS_MAX = 20;

class Reader {
  readonly problems = new FirstProblems();
  aliased = 0;
  private readonly text: string;
  private readonly lines: LineCounter;
  private insideAlias = 0;
  private tooMany = false;
  /** The node that has each anchor, of those above; an anchor may be given again. */
  private readonly anchors = new Map<string, Node>();
  /** What each alias stands for: known when the reader first comes to it, and the same within what another alias stands for. */
  private readonly targets = new Map<Alias, Node | undefined>();

  constructor(text: string, lines: LineCounter) {
    this.text = text;
    this.lines = lines;
  }

  read(node: Node | null | undefined, path: Path, offset: number): SourceNode {
    const start = node?.range?.[0] ?? offset;
    const end = node?.range?.[1] ?? offset;
    const place = { start, end, alias: false };
    if (this.insideAlias > 0) this.aliased++;
    if (node === null || node === undefined || this.full(start, path)) {
      return { kind: 'scalar', value: null, style: 'empty', ...place };
    }
    if (isAlias(node)) return this.alias(node, path, place);
    this.anchored(node);
    if (isScalar(node))
      return {
        kind: 'scalar',
        value: this.scalar(node.value, start, path),
        style: styleOf(node.type, start === end),
        ...place,
      };
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item as Node, [...path, index], start));
      return {
        kind: 'list',
        flow: node.flow === true,
        items,
        data: items.map(dataOf),
        ...place,
        end: node.flow === true ? end : (items.at(-1)?.end ?? end),
      };
    }
    if (isMap(node)) {
      const entries = this.entries(node.items as readonly { key: unknown; value: unknown }[], path);
      const last = [...entries.values()].at(-1);
      return {
        kind: 'map',
        flow: node.flow === true,
        entries,
        data: dataUnder(entries),
        ...place,
        end: node.flow === true ? end : Math.max(last?.value.end ?? end, last?.keyEnd ?? end),
      };
    }
    return { kind: 'scalar', value: null, style: 'empty', ...place };
  }

  private entries(pairs: readonly { key: unknown; value: unknown }[], path: Path): ReadonlyMap<string, SourceEntry> {
    const entries = new Map<string, SourceEntry>();
    for (const pair of pairs) {
      const key = pair.key as Node | null;
      const [keyStart, keyEnd] = key?.range ?? [0, 0];
      if (key !== null) this.anchored(key);
      if (key !== null && !isScalar(key)) {
        this.fault(
          'bad-key',
          keyStart,
          path,
          () => 'A key of a lab file is one word, and this one is a list, a map or an alias.',
          'Write the key out as text.',
        );
        continue;
      }
      // A plain key is what is written, so that a container may be called 10, true or null.
      const plain = key === null ? '' : key.type === 'PLAIN' ? this.text.slice(keyStart, keyEnd) : String(key.value);
      const earlier = entries.get(plain);
      if (earlier !== undefined) {
        this.fault(
          'duplicate-key',
          keyStart,
          [...path, plain],
          () =>
            `The key ${shown(plain)} is here twice; it was first on line ${placeOfOffset(this.lines, earlier.keyStart).line}.`,
          'Keep one of the two, or give one another name.',
        );
        continue;
      }
      const value = this.read(pair.value as Node | null, [...path, plain], keyEnd);
      entries.set(plain, {
        key: plain,
        keyStart,
        keyEnd,
        keyStyle: styleOf(key === null ? undefined : key.type, keyStart === keyEnd),
        value,
      });
    }
    return entries;
  }

  private anchored(node: Node): void {
    if (this.insideAlias === 0 && !isAlias(node) && node.anchor !== undefined) this.anchors.set(node.anchor, node);
  }

  private alias(node: Alias, path: Path, place: Omit<Placed, 'alias'>): SourceNode {
    this.aliased++;
    if (!this.targets.has(node)) this.targets.set(node, this.anchors.get(node.source));
    const target = this.targets.get(node);
    const within =
      target?.range !== undefined &&
      target.range !== null &&
      target.range[0] <= place.start &&
      place.end <= target.range[1];
    if (target === undefined || within) {
      this.fault(
        'bad-alias',
        place.start,
        path,
        () => `The alias *${node.source} stands for something that contains it or is not defined.`,
        'Write the value out instead of the alias.',
      );
      return { kind: 'scalar', value: null, style: 'empty', ...place, alias: true };
    }
    this.insideAlias++;
    const read = this.read(target, path, place.start);
    this.insideAlias--;
    return { ...read, ...place, alias: true };
  }

  private scalar(value: unknown, start: number, path: Path): Scalar {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Scalar;
    this.fault(
      'bad-value',
      start,
      path,
      () => 'This value is neither text nor a number nor true or false.',
      'Write it in quotes.',
    );
    return null;
  }

  private full(start: number, path: Path): boolean {
    if (this.aliased <= ALIASED_MAX) return false;
    if (!this.tooMany)
      this.fault(
        'too-many-aliases',
        start,
        path,
        () => `The aliases of this file stand for more than ${ALIASED_MAX} values.`,
        'Write the values out instead of aliases.',
      );
    this.tooMany = true;
    return true;
  }

  private fault(code: string, offset: number, path: Path, message: () => string, hint: string): void {
    this.problems.add(() => ({
      ...syntaxProblem(code, placeOfOffset(this.lines, offset), message()),
      hint,
      path,
    }));
  }
}

function styleOf(type: unknown, nothing: boolean): ScalarStyle {
  if (type === 'QUOTE_SINGLE') return 'single';
  if (type === 'QUOTE_DOUBLE') return 'double';
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return 'block';
  return nothing ? 'empty' : 'plain';
}

/** Line and column of an offset, both from 1. */
function placeOfOffset(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** The value at a path, or undefined. */
export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    if (node.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node.kind === 'list' && typeof step === 'number') node = node.items[step];
    else return undefined;
    if (node === undefined) return undefined;
  }
  return node;
}

/** Line and column, from 1, of the thing at a path: its key where it has one; of the nearest thing around it when it is not in the file. */
export function placeOf(source: Source, path: Path): { readonly line: number; readonly column: number } {
  let node = source.root;
  let offset = node.start;
  for (const step of path) {
    if (node.kind === 'map') {
      const entry = node.entries.get(String(step));
      if (entry === undefined) break;
      offset = entry.keyStart;
      node = entry.value;
    } else {
      const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
      if (item === undefined) break;
      offset = item.start;
      node = item;
    }
  }
  return placeOfOffset(source.lines, offset);
}
