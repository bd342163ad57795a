/**
 * POSIX regular expressions, the longest of the leftmost matches. All ways are followed at once: no expression takes longer
 * than it and the text are long, whoever wrote it.
 */

type Test = (char: string) => boolean;

type Node =
  | { readonly kind: 'test'; readonly test: Test; readonly literal?: string }
  | { readonly kind: 'at'; readonly where: 'begin' | 'end' | 'word' | 'inside' | 'wordBegin' | 'wordEnd' }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'any'; readonly choices: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly node: Node; readonly number: number };

type Instruction =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'at'; readonly where: Extract<Node, { kind: 'at' }>['where'] }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'jump'; to: number }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'match' };

/** Where it begins and ends, and then its groups; undefined: not part of the match. */
export type Match = readonly (number | undefined)[];

export interface Regular {
  /** The first match at or after a place. */
  exec(text: string, from?: number): Match | undefined;
}

export class RegularError extends Error {}

const LARGEST = 4000;

/** @param extended `-E`; otherwise `\(`, `\{`, `\|`, `\+` and `\?` are the operators. @throws RegularError */
export function regular(pattern: string, { extended = false, ignoreCase = false } = {}): Regular {
  const tree = parsePattern(pattern, extended, ignoreCase);
  const code: Instruction[] = [];
  emit(tree, code);
  code.push({ kind: 'match' });
  const prefix = ignoreCase ? '' : literalPrefix(tree);
  return {
    exec(text, from = 0) {
      const begin = prefix === '' ? from : text.indexOf(prefix, from);
      return begin < 0 ? undefined : search(code, text, begin, ignoreCase);
    },
  };
}

function literalPrefix(node: Node): string {
  if (node.kind === 'test') return node.literal ?? '';
  if (node.kind === 'group') return literalPrefix(node.node);
  if (node.kind !== 'all') return '';
  let prefix = '';
  for (const part of node.parts) {
    if (part.kind !== 'test' || part.literal === undefined) break;
    prefix += part.literal;
  }
  return prefix;
}

function parsePattern(pattern: string, extended: boolean, ignoreCase: boolean): Node {
  const chars = [...pattern];
  let at = 0;
  let groups = 0;
  let depth = 0;
  const literal = (char: string): Node => {
    const wanted = ignoreCase ? char.toLowerCase() : char;
    return { kind: 'test', test: (each) => each === wanted, literal: char };
  };
  /** The operator at this place, in either syntax. */
  const operator = (): string | undefined => {
    const char = chars[at] ?? '';
    if (char === '\\') {
      const next = chars[at + 1] ?? '';
      return !extended && '(){}|+?'.includes(next) && next !== '' ? next : undefined;
    }
    return extended ? ('(){}|+?*'.includes(char) && char !== '' ? char : undefined) : char === '*' ? '*' : undefined;
  };
  const skip = (): void => {
    at += chars[at] === '\\' ? 2 : 1;
  };
  const choices = (): Node => {
    const all = [sequence()];
    while (operator() === '|') {
      skip();
      all.push(sequence());
    }
    return all.length === 1 && all[0] ? all[0] : { kind: 'any', choices: all };
  };
  const sequence = (): Node => {
    const parts: Node[] = [];
    while (at < chars.length) {
      const now = operator();
      if (now === '|' || (now === ')' && depth > 0)) break;
      parts.push(repeated(atom(parts.length === 0)));
    }
    return { kind: 'all', parts };
  };
  const repeated = (node: Node): Node => {
    let result = node;
    for (;;) {
      const now = operator();
      if (now === '*' || now === '+' || now === '?') {
        skip();
        result = {
          kind: 'repeat',
          node: result,
          least: now === '+' ? 1 : 0,
          most: now === '?' ? 1 : Number.POSITIVE_INFINITY,
        };
      } else if (now === '{') {
        const rest = chars.slice(at).join('');
        const found = (extended ? /^\{(\d*)(,?)(\d*)\}/ : /^\\\{(\d*)(,?)(\d*)\\\}/).exec(rest);
        if (found === null) {
          if (extended) return result;
          throw new RegularError('Unmatched \\{');
        }
        at += found[0].length;
        const least = Number(found[1] || 0);
        const most = found[2] === '' ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
        if (least > 255 || (most !== Number.POSITIVE_INFINITY && most > 255))
          throw new RegularError('Regular expression too big');
        if (most < least) throw new RegularError('Invalid content of \\{\\}');
        result = { kind: 'repeat', node: result, least, most };
      } else return result;
    }
  };
  const atom = (first: boolean): Node => {
    const now = operator();
    if (now === '(') {
      skip();
      groups += 1;
      const number = groups;
      depth += 1;
      if (depth > 100) throw new RegularError('Regular expression too big');
      const node = choices();
      if (operator() !== ')') throw new RegularError('Unmatched ( or \\(');
      skip();
      depth -= 1;
      return { kind: 'group', node, number };
    }
    if (now === ')' && !extended) throw new RegularError('Unmatched ) or \\)');
    const char = chars[at] ?? '';
    at += 1;
    if (char === '.') return { kind: 'test', test: (each) => each !== '\n' };
    if (char === '[') return { kind: 'test', test: bracket() };
    if (char === '^' && (extended || first)) return { kind: 'at', where: 'begin' };
    if (char === '$' && (extended || at === chars.length || operator() === ')' || operator() === '|'))
      return { kind: 'at', where: 'end' };
    if (char !== '\\') return literal(char);
    const escaped = chars[at];
    at += 1;
    if (escaped === undefined) throw new RegularError('Trailing backslash');
    if (/[1-9]/.test(escaped)) throw new RegularError('Invalid back reference');
    const word = (each: string): boolean => /\w/.test(each);
    switch (escaped) {
      case 'w':
        return { kind: 'test', test: word };
      case 'W':
        return { kind: 'test', test: (each) => !word(each) };
      case 's':
        return { kind: 'test', test: (each) => /\s/.test(each) };
      case 'S':
        return { kind: 'test', test: (each) => !/\s/.test(each) };
      case 'b':
        return { kind: 'at', where: 'word' };
      case 'B':
        return { kind: 'at', where: 'inside' };
      case '<':
        return { kind: 'at', where: 'wordBegin' };
      case '>':
        return { kind: 'at', where: 'wordEnd' };
      case 'n':
        return literal('\n');
      case 't':
        return literal('\t');
      default:
        return literal(escaped);
    }
  };
  const bracket = (): Test => {
    const negated = chars[at] === '^';
    if (negated) at += 1;
    const tests: Test[] = [];
    for (let first = true; ; first = false) {
      const char = chars[at];
      if (char === undefined) throw new RegularError('Unmatched [, [^, [:, [., or [=');
      at += 1;
      if (char === ']' && !first) break;
      const named = char === '[' ? /^:(\w+):\]/.exec(chars.slice(at, at + 12).join('')) : null;
      if (named) {
        const known = CLASSES[named[1] ?? ''];
        if (known === undefined) throw new RegularError('Invalid character class name');
        tests.push((each) => known.test(each) || (ignoreCase && known.test(each.toUpperCase())));
        at += named[0].length;
      } else if (chars[at] === '-' && chars[at + 1] !== ']' && chars[at + 1] !== undefined) {
        const to = chars[at + 1] ?? '';
        at += 2;
        if (to < char) throw new RegularError('Invalid range end');
        tests.push(
          (each) =>
            (each >= char && each <= to) || (ignoreCase && each.toUpperCase() >= char && each.toUpperCase() <= to),
        );
      } else tests.push((each) => each === (ignoreCase ? char.toLowerCase() : char));
    }
    return (each) => tests.some((test) => test(each)) !== negated;
  };
  const tree = choices();
  if (at < chars.length) throw new RegularError('Unmatched ) or \\)');
  return tree;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  ...{ alpha: /\p{L}/u, digit: /[0-9]/, alnum: /[\p{L}0-9]/u, upper: /\p{Lu}/u, lower: /\p{Ll}/u, space: /\s/ },
  ...{
    blank: /[ \t]/,
    punct: /[!-/:-@[-`{-~]/,
    xdigit: /[0-9A-Fa-f]/,
    cntrl: /\p{Cc}/u,
    print: /[^\p{Cc}]/u,
    graph: /[^\p{Cc}\s]/u,
  },
};

function emit(node: Node, code: Instruction[]): void {
  if (code.length > LARGEST) throw new RegularError('Regular expression too big');
  switch (node.kind) {
    case 'test':
      code.push({ kind: 'test', test: node.test });
      return;
    case 'at':
      code.push({ kind: 'at', where: node.where });
      return;
    case 'all':
      for (const part of node.parts) emit(part, code);
      return;
    case 'any': {
      const ends: { to: number }[] = [];
      for (const [index, choice] of node.choices.entries()) {
        if (index === node.choices.length - 1) emit(choice, code);
        else {
          const split = { kind: 'split' as const, first: code.length + 1, second: 0 };
          code.push(split);
          emit(choice, code);
          const jump = { kind: 'jump' as const, to: 0 };
          code.push(jump);
          ends.push(jump);
          split.second = code.length;
        }
      }
      for (const end of ends) end.to = code.length;
      return;
    }
    case 'group':
      code.push({ kind: 'save', slot: node.number * 2 });
      emit(node.node, code);
      code.push({ kind: 'save', slot: node.number * 2 + 1 });
      return;
    case 'repeat': {
      for (let at = 0; at < node.least; at += 1) emit(node.node, code);
      if (node.most === Number.POSITIVE_INFINITY) {
        const split = { kind: 'split' as const, first: code.length + 1, second: 0 };
        const from = code.length;
        code.push(split);
        emit(node.node, code);
        code.push({ kind: 'jump', to: from });
        split.second = code.length;
        return;
      }
      const splits: { second: number }[] = [];
      for (let at = node.least; at < node.most; at += 1) {
        const split = { kind: 'split' as const, first: code.length + 1, second: 0 };
        code.push(split);
        splits.push(split);
        emit(node.node, code);
      }
      for (const split of splits) split.second = code.length;
    }
  }
}

interface Thread {
  readonly at: number;
  readonly slots: readonly (number | undefined)[];
}

function search(code: readonly Instruction[], text: string, from: number, ignoreCase: boolean): Match | undefined {
  let threads: Thread[] = [];
  let best: (number | undefined)[] | undefined;
  const seen = new Int32Array(code.length).fill(-1);
  const add = (list: Thread[], start: number, slots: readonly (number | undefined)[], place: number): void => {
    const stack: { readonly at: number; readonly slots: readonly (number | undefined)[] }[] = [{ at: start, slots }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { at } = next;
      if (seen[at] === place) continue;
      seen[at] = place;
      const instruction = code[at];
      switch (instruction?.kind) {
        case 'jump':
          stack.push({ at: instruction.to, slots: next.slots });
          break;
        case 'split':
          stack.push({ at: instruction.second, slots: next.slots }, { at: instruction.first, slots: next.slots });
          break;
        case 'save': {
          const saved = [...next.slots];
          saved[instruction.slot] = place;
          stack.push({ at: at + 1, slots: saved });
          break;
        }
        case 'at':
          if (holds(instruction.where, text, place)) stack.push({ at: at + 1, slots: next.slots });
          break;
        default:
          list.push(next);
      }
    }
  };
  for (let place = from; place <= text.length; ) {
    if (best === undefined) add(threads, 0, [place, undefined], place);
    const point = text.codePointAt(place);
    const raw = point === undefined ? '' : String.fromCodePoint(point);
    const char = ignoreCase ? raw.toLowerCase() : raw;
    const following: Thread[] = [];
    const after = place + Math.max(1, raw.length);
    for (const { at, slots } of threads) {
      const instruction = code[at];
      const begin = slots[0] ?? 0;
      if (best !== undefined && begin > (best[0] ?? 0)) continue;
      if (instruction?.kind === 'match') {
        if (best === undefined || begin < (best[0] ?? 0) || place > (best[1] ?? 0)) {
          best = [...slots];
          best[1] = place;
        }
      } else if (instruction?.kind === 'test' && raw !== '' && instruction.test(char))
        add(following, at + 1, slots, after);
    }
    threads = following;
    if (threads.length === 0 && best !== undefined) break;
    place = after;
  }
  return best;
}

function holds(where: Extract<Node, { kind: 'at' }>['where'], text: string, place: number): boolean {
  const before = /\w/.test(text[place - 1] ?? '');
  const after = /\w/.test(text[place] ?? '');
  switch (where) {
    case 'begin':
      return place === 0;
    case 'end':
      return place === text.length;
    case 'word':
      return before !== after;
    case 'inside':
      return before === after;
    case 'wordBegin':
      return !before && after;
    case 'wordEnd':
      return before && !after;
  }
}
