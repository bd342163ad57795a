/** POSIX regular expressions, from text to trees. */

export type Test = (char: string) => boolean;

export type RegularNode =
  | { readonly kind: 'test'; readonly test: Test; readonly literal?: string }
  | { readonly kind: 'at'; readonly where: 'begin' | 'end' | 'word' | 'inside' | 'wordBegin' | 'wordEnd' }
  | { readonly kind: 'all'; readonly parts: readonly RegularNode[] }
  | { readonly kind: 'any'; readonly choices: readonly RegularNode[] }
  | { readonly kind: 'repeat'; readonly node: RegularNode; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly node: RegularNode; readonly number: number };

export class RegularError extends Error {}

/** @param extended `-E`; otherwise `\(`, `\{`, `\|`, `\+` and `\?` are the operators. @throws RegularError */
export function parsePattern(pattern: string, extended: boolean, ignoreCase: boolean): RegularNode {
  const chars = [...pattern];
  let at = 0;
  let groups = 0;
  let depth = 0;
  const literal = (char: string): RegularNode => {
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
  const choices = (): RegularNode => {
    const all = [sequence()];
    while (operator() === '|') {
      skip();
      all.push(sequence());
    }
    return all.length === 1 && all[0] ? all[0] : { kind: 'any', choices: all };
  };
  const sequence = (): RegularNode => {
    const parts: RegularNode[] = [];
    while (at < chars.length) {
      const now = operator();
      if (now === '|' || (now === ')' && depth > 0)) break;
      parts.push(repeated(atom(parts.length === 0)));
    }
    return { kind: 'all', parts };
  };
  const repeated = (node: RegularNode): RegularNode => {
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
  const atom = (first: boolean): RegularNode => {
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
