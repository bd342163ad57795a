/**
 * POSIX regular expressions, the longest of the leftmost matches. All ways are followed at once: no expression takes longer
 * than it and the text are long, whoever wrote it.
 */

import { parsePattern, RegularError, type RegularNode, type Test } from './regular-pattern.ts';

type Instruction =
  | { readonly kind: 'test'; readonly test: Test }
  | { readonly kind: 'at'; readonly where: Extract<RegularNode, { kind: 'at' }>['where'] }
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

function literalPrefix(node: RegularNode): string {
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

function emit(node: RegularNode, code: Instruction[]): void {
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

function holds(where: Extract<RegularNode, { kind: 'at' }>['where'], text: string, place: number): boolean {
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

export { RegularError };
