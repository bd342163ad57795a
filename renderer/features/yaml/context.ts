/** Where in a lab file a cursor stands, also in a text that is half typed: by indentation, and by the braces of its line. */

export interface Cursor {
  /** The keys around it, the outermost first. */
  readonly path: readonly string[];
  /** What has been typed of the word there. */
  readonly word: string;
  /** A value is meant and not a key: of this key. */
  readonly key: string | undefined;
  /** Keys that stand beside it already. */
  readonly siblings: readonly string[];
}

interface Line {
  readonly indent: number;
  readonly key: string | undefined;
  readonly item: boolean;
}

const KEY = /^(\s*)((?:- )*)(?:"([^"]*)"|'([^']*)'|([^\s:{}[\],#&*!|>'"%@`-][^:{}[\],#]*?))\s*:(?:\s|$)/;

function lineOf(text: string): Line | undefined {
  if (/^\s*(?:#.*)?$/.test(text)) return undefined;
  const found = KEY.exec(text);
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  const dashes = /^\s*((?:- )*)/.exec(text)?.[1]?.length ?? 0;
  return { indent: indent + dashes, key: found?.[3] ?? found?.[4] ?? found?.[5], item: dashes > 0 };
}

export function cursorAt(text: string, offset: number): Cursor {
  const before = text.slice(0, offset);
  const lines = before.split('\n');
  const current = lines.at(-1) ?? '';
  const blank = current.trim() === '';
  const own = lineOf(`${current}x`);
  const indent = blank ? current.length : (own?.indent ?? 0);
  const path: string[] = [];
  const siblings: string[] = [];
  let wanted = indent;
  for (let index = lines.length - 2; index >= 0 && wanted > 0; index -= 1) {
    const line = lineOf(lines[index] ?? '');
    if (line === undefined) continue;
    if (line.indent === indent && wanted === indent && line.key !== undefined) siblings.push(line.key);
    // A list's item may stand where its key stands.
    if (line.indent >= wanted || line.key === undefined) continue;
    path.unshift(line.key);
    wanted = line.indent - (line.item ? 2 : 0);
  }
  if (indent === 0) {
    for (const line of lines.slice(0, -1)) {
      const at = lineOf(line);
      if (at?.indent === 0 && at.key !== undefined) siblings.push(at.key);
    }
  }
  return inLine(current, path, siblings);
}

/** What the line itself says: a key, and braces within braces. */
function inLine(line: string, path: readonly string[], outer: readonly string[]): Cursor {
  const keys = [...path];
  let siblings = [...outer];
  let key: string | undefined;
  let word = '';
  const open: string[] = [];
  const start = /^\s*(?:- )*/.exec(line)?.[0].length ?? 0;
  for (const character of line.slice(start)) {
    if (character === '{' || character === '[') {
      open.push(character);
      if (key !== undefined) keys.push(key);
      key = undefined;
      word = '';
      siblings = [];
    } else if (character === '}' || character === ']') {
      open.pop();
      key = keys.pop();
      word = '';
    } else if (character === ',' && open.length > 0) {
      key = undefined;
      word = '';
    } else if (character === ':' && key === undefined) {
      key = unquoted(word);
      if (open.length > 0) siblings.push(key);
      word = '';
    } else word += character;
  }
  return { path: keys, word: word.trimStart(), key, siblings };
}

const unquoted = (word: string): string => word.trim().replace(/^(['"])(.*)\1$/, '$2');
