/** `$((…))`: C's integers of 64 bits, over the shell's variables. */
import { ShellError } from './errors.ts';

export interface Numbers {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const BINARY: Readonly<Record<string, number>> = {
  ...{ '||': 3, '&&': 4, '|': 5, '^': 6, '&': 7, '==': 8, '!=': 8 },
  ...{ '<': 9, '>': 9, '<=': 9, '>=': 9, '<<': 10, '>>': 10, '+': 11, '-': 11, '*': 12, '/': 12, '%': 12 },
};
const ASSIGNING = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '|=', '^=']);
const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<=|>>=|<<|>>|[-+*/%&|^<>=!]=|&&|\|\||\+\+|--|[-+*/%&|^<>=!~?:(),])/y;
const DEEPEST = 200;

/** @throws ShellError */
export function arithmetic(text: string, variables: Numbers): bigint {
  const tokens = tokenize(text);
  let at = 0;
  let depth = 0;
  const fail = (what: string): never => {
    throw new ShellError(`arithmetic expression: ${what}: "${text}"`);
  };
  const accept = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at += 1;
    return true;
  };
  const read = (name: string): bigint => number(variables.get(name) ?? '0');
  const write = (name: string, value: bigint): bigint => {
    const wrapped = BigInt.asIntN(64, value);
    variables.set(name, String(wrapped));
    return wrapped;
  };
  /** What is skipped must not divide by zero nor assign. */
  let skipping = 0;

  const primary = (): bigint => {
    const token = tokens[at];
    if (token === undefined) return fail('expecting primary');
    at += 1;
    if (token === '(') {
      depth += 1;
      if (depth > DEEPEST) fail('nested too deeply');
      const value = conditional();
      depth -= 1;
      if (!accept(')')) fail("expecting ')'");
      return value;
    }
    if (token === '++' || token === '--') {
      const name = tokens[at];
      if (name !== undefined && isName(name)) {
        at += 1;
        const value = read(name) + (token === '++' ? 1n : -1n);
        return skipping ? value : write(name, value);
      }
      return unary();
    }
    if (/^\d/.test(token)) return number(token);
    if (isName(token)) {
      const assigning = tokens[at];
      if (assigning !== undefined && ASSIGNING.has(assigning)) {
        at += 1;
        const right = conditional();
        if (skipping) return right;
        const operator = assigning.slice(0, -1);
        return write(token, operator === '' ? right : apply(operator, read(token), right));
      }
      if (assigning === '++' || assigning === '--') {
        at += 1;
        const old = read(token);
        if (!skipping) write(token, old + (assigning === '++' ? 1n : -1n));
        return old;
      }
      return skipping ? 0n : read(token);
    }
    return fail('expecting primary');
  };

  const unary = (): bigint => {
    depth += 1;
    if (depth > DEEPEST) fail('nested too deeply');
    try {
      if (accept('-')) return -unary();
      if (accept('+')) return unary();
      if (accept('!')) return unary() === 0n ? 1n : 0n;
      if (accept('~')) return ~unary();
      return primary();
    } finally {
      depth -= 1;
    }
  };

  const apply = (operator: string, left: bigint, right: bigint): bigint => {
    const truth = (is: boolean): bigint => (is ? 1n : 0n);
    switch (operator) {
      case '+':
        return left + right;
      case '-':
        return left - right;
      case '*':
        return left * right;
      case '/':
      case '%':
        if (right === 0n) return skipping ? 0n : fail('division by zero');
        return operator === '/' ? left / right : left % right;
      case '<<':
        return left << (right & 63n);
      case '>>':
        return left >> (right & 63n);
      case '&':
        return left & right;
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      case '==':
        return truth(left === right);
      case '!=':
        return truth(left !== right);
      case '<':
        return truth(left < right);
      case '>':
        return truth(left > right);
      case '<=':
        return truth(left <= right);
      default:
        return truth(left >= right);
    }
  };

  const binary = (least: number): bigint => {
    let left = unary();
    for (;;) {
      const operator = tokens[at] ?? '';
      const binds = BINARY[operator];
      if (binds === undefined || binds < least) return left;
      at += 1;
      if (operator === '&&' || operator === '||') {
        const decided = (left !== 0n) === (operator === '||');
        if (decided) skipping += 1;
        const right = binary(binds + 1);
        if (decided) skipping -= 1;
        left = (operator === '&&' ? left !== 0n && right !== 0n : left !== 0n || right !== 0n) ? 1n : 0n;
      } else left = BigInt.asIntN(64, apply(operator, left, binary(binds + 1)));
    }
  };

  const conditional = (): bigint => {
    const test = binary(0);
    if (!accept('?')) return test;
    if (test === 0n) skipping += 1;
    const yes = conditional();
    if (test === 0n) skipping -= 1;
    if (!accept(':')) fail("expecting ':'");
    if (test !== 0n) skipping += 1;
    const no = conditional();
    if (test !== 0n) skipping -= 1;
    return test === 0n ? no : yes;
  };

  const tokenized = tokens.length > 0 ? conditional() : 0n;
  if (at < tokens.length) fail('expecting EOF');
  return BigInt.asIntN(64, tokenized);
}

const isName = (token: string): boolean => /^[A-Za-z_]/.test(token);

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const found = TOKEN.exec(trimmed);
    if (found === null) {
      TOKEN.lastIndex = 0;
      throw new ShellError(`arithmetic expression: expecting primary: "${text}"`);
    }
    tokens.push(found[1] ?? '');
  }
  return tokens;
}

function number(text: string): bigint {
  const plain = text.trim();
  if (plain === '') return 0n;
  const negative = plain.startsWith('-');
  const digits = plain.replace(/^[-+]/, '');
  let value: bigint;
  if (/^0[xX][0-9a-fA-F]+$/.test(digits)) value = BigInt(digits);
  else if (/^0[0-7]*$/.test(digits)) value = digits === '0' ? 0n : BigInt(`0o${digits.slice(1)}`);
  else if (/^[1-9]\d{0,30}$/.test(digits)) value = BigInt(digits);
  else throw new ShellError(`Illegal number: ${text}`);
  return BigInt.asIntN(64, negative ? -value : value);
}
