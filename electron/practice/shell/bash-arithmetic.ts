/**
 * Bash's `((…))`: the grammar of its `expr.c` with powers, commas, bases and arrays, and its words for what is wrong, which
 * name the token where the reading stood.
 */

import { ARITHMETIC_TOKEN, closingBracket, numberInBase } from './bash-numbers.ts';
import { APPLY, ASSIGNING, BINARY } from './bash-operators.ts';
import { ShellError } from './errors.ts';

/** The variables of an expression; an array's element has a subscript, as it was written. */
export interface BashNumbers {
  /** @throws ShellError where it must be set and is not */
  get(name: string, subscript: string | undefined): string | undefined;
  set(name: string, value: string, subscript: string | undefined): void;
}

const DEEPEST = 1024;
/** Parentheses within each other; the stack is ours. */
const NESTED = 200;

interface Named {
  readonly name: string;
  readonly subscript: string | undefined;
}

/** @param by what is said before the expression where it is wrong, `let: ` */
export function bashArithmetic(text: string, variables: BashNumbers, by = '', depth = 0): bigint {
  return new Expression(text, variables, by, depth).value();
}

class Expression {
  private readonly text: string;
  private readonly variables: BashNumbers;
  private readonly by: string;
  private readonly depth: number;
  private at = 0;
  /** Where the token begins that was read last, if it was not the end. */
  private lastAt = 0;
  private token = '';
  private before = '';
  private named: Named | undefined;
  private number = 0n;
  /** What is skipped must not divide by zero nor assign. */
  private skipping = 0;
  private nested = 0;

  constructor(text: string, variables: BashNumbers, by: string, depth: number) {
    this.text = text;
    this.variables = variables;
    this.by = by;
    this.depth = depth;
  }

  value(): bigint {
    if (this.text.trim() === '') return 0n;
    if (this.depth > DEEPEST) this.fail('expression recursion level exceeded');
    this.next();
    const value = this.comma();
    if (this.token === 'invalid') this.fail('syntax error: invalid arithmetic operator');
    if (this.token !== '') this.fail('syntax error in expression');
    return value;
  }

  private fail(what: string, shown = this.text): never {
    throw new ShellError(`${this.by}${shown.trimStart()}: ${what} (error token is "${shown.slice(this.lastAt)}")`);
  }

  private is(token: string): boolean {
    return this.token === token;
  }

  private next(): void {
    this.before = this.token;
    while (/[ \t\n]/.test(this.text[this.at] ?? '')) this.at += 1;
    if (this.at >= this.text.length) {
      this.token = '';
      return;
    }
    this.lastAt = this.at;
    ARITHMETIC_TOKEN.lastIndex = this.at;
    const [found = ''] = ARITHMETIC_TOKEN.exec(this.text) ?? [];
    if (found === '') {
      this.token = 'invalid';
      this.at += 1;
      return;
    }
    this.at += found.length;
    if (/^[A-Za-z_]/.test(found)) this.name(found);
    else if (/^\d/.test(found)) this.digits(found);
    else this.operator(found);
  }

  private name(name: string): void {
    let subscript: string | undefined;
    if (this.text[this.at] === '[') {
      const end = closingBracket(this.text, this.at);
      if (end === undefined) this.fail('bad array subscript');
      subscript = this.text.slice(this.at + 1, end);
      this.at = end + 1;
    }
    this.token = 'name';
    this.named = { name, subscript };
  }

  private digits(text: string): void {
    this.token = 'number';
    const read = numberInBase(text);
    if (typeof read === 'string') this.fail(read, this.text.slice(0, this.at));
    this.number = read;
  }

  /** `++` and `--` are only what they seem beside a name. */
  private operator(found: string): void {
    this.token = found;
    if (found !== '++' && found !== '--') return;
    if (this.before === 'name') this.token = `post${found}`;
    else if (/^[ \t\n]*[A-Za-z_]/.test(this.text.slice(this.at))) this.token = `pre${found}`;
    else {
      this.at -= 1;
      this.token = found[0] ?? '';
    }
  }

  private comma(): bigint {
    let value = this.assignment();
    while (this.token === ',') {
      this.next();
      value = this.assignment();
    }
    return value;
  }

  private assignment(): bigint {
    const left = this.conditional();
    const { token } = this;
    if (!ASSIGNING.has(token)) return left;
    if (this.before !== 'name' || this.named === undefined) this.fail('attempted assignment to non-variable');
    const to = this.named;
    this.next();
    const right = this.assignment();
    const operator = token.slice(0, -1);
    if ((operator === '/' || operator === '%') && right === 0n && this.skipping === 0) this.fail('division by 0');
    const value = operator === '' ? right : this.apply(operator, left, right);
    if (this.skipping === 0) this.variables.set(to.name, String(value), to.subscript);
    this.before = 'number';
    return value;
  }

  private conditional(): bigint {
    const test = this.binary(0);
    if (!this.is('?')) return test;
    this.next();
    if (this.is('') || this.is(':')) this.fail('expression expected');
    const yes = this.unless(test === 0n, () => this.comma());
    if (!this.is(':')) this.fail("`:' expected for conditional expression");
    this.next();
    if (this.is('')) this.fail('expression expected');
    const no = this.unless(test !== 0n, () => this.conditional());
    this.before = 'conditional';
    return test === 0n ? no : yes;
  }

  private unless(skipped: boolean, read: () => bigint): bigint {
    if (skipped) this.skipping += 1;
    const value = read();
    if (skipped) this.skipping -= 1;
    return value;
  }

  private binary(level: number): bigint {
    const operators = BINARY[level];
    if (operators === undefined) return this.power();
    let left = this.binary(level + 1);
    while (operators.includes(this.token)) {
      const operator = this.token;
      const after = this.at;
      this.next();
      if (operator === '&&' || operator === '||') {
        const decided = (left !== 0n) === (operator === '||');
        const right = this.unless(decided, () => this.binary(level + 1));
        left = (operator === '&&' ? left !== 0n && right !== 0n : left !== 0n || right !== 0n) ? 1n : 0n;
      } else {
        const right = this.binary(level + 1);
        if ((operator === '/' || operator === '%') && right === 0n && this.skipping === 0) {
          this.lastAt = after + (/^\s*/.exec(this.text.slice(after))?.[0].length ?? 0);
          this.fail('division by 0');
        }
        left = this.apply(operator, left, right);
      }
      this.before = 'number';
    }
    return left;
  }

  private power(): bigint {
    const left = this.unary();
    if (this.token !== '**') return left;
    this.next();
    const right = this.power();
    this.before = 'number';
    if (right < 0n) this.fail('exponent less than 0');
    let value = 1n;
    let base = left;
    for (let rest = right; rest > 0n; rest >>= 1n) {
      if (rest & 1n) value = BigInt.asIntN(64, value * base);
      base = BigInt.asIntN(64, base * base);
    }
    return value;
  }

  private unary(): bigint {
    const { token } = this;
    if (token !== '!' && token !== '~' && token !== '-' && token !== '+') return this.primary();
    this.deeper();
    this.next();
    const value = this.unary();
    this.nested -= 1;
    this.before = 'number';
    if (token === '!') return value === 0n ? 1n : 0n;
    return token === '~' ? ~value : token === '-' ? BigInt.asIntN(64, -value) : value;
  }

  private deeper(): void {
    this.nested += 1;
    if (this.nested > NESTED) this.fail('expression recursion level exceeded');
  }

  private primary(): bigint {
    switch (this.token) {
      case 'pre++':
      case 'pre--': {
        const by = this.token === 'pre++' ? 1n : -1n;
        this.next();
        const value = this.change(this.named, by, this.read(this.named));
        this.token = 'number';
        this.next();
        return value;
      }
      case '(': {
        this.deeper();
        this.next();
        const value = this.comma();
        this.nested -= 1;
        if (!this.is(')')) this.fail("missing `)'");
        this.next();
        return value;
      }
      case 'number': {
        const value = this.number;
        this.next();
        return value;
      }
      case 'name':
        return this.variable(this.named);
      default:
        return this.fail('syntax error: operand expected');
    }
  }

  private variable(named: Named | undefined): bigint {
    // What is assigned to needs no value, and need not have one.
    const assigned = /^\s*=(?!=)/.test(this.text.slice(this.at));
    const value = assigned ? 0n : this.read(named);
    this.next();
    if (this.token !== 'post++' && this.token !== 'post--') {
      this.named = this.token === 'name' ? this.named : named;
      return value;
    }
    this.change(named, this.token === 'post++' ? 1n : -1n, value);
    this.token = 'number';
    this.next();
    return value;
  }

  private read(named: Named | undefined): bigint {
    if (named === undefined || this.skipping > 0) return 0n;
    const text = this.variables.get(named.name, named.subscript);
    return text === undefined ? 0n : bashArithmetic(text, this.variables, this.by, this.depth + 1);
  }

  private change(named: Named | undefined, by: bigint, from: bigint): bigint {
    const value = BigInt.asIntN(64, from + by);
    if (named && this.skipping === 0) this.variables.set(named.name, String(value), named.subscript);
    return value;
  }

  private apply(operator: string, left: bigint, right: bigint): bigint {
    return BigInt.asIntN(64, APPLY[operator]?.(left, right) ?? 0n);
  }
}
