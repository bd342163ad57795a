/** `expr`: sums, comparisons and matches, one word for each. */
import type { Command } from '../../os/machine.ts';
import { RegularError, regular } from '../../posix/regular.ts';
import { Failure, program } from './program.ts';

export const expr: Command = program(async ({ argv, stdout }) => {
  const words = argv[1] === '--' ? argv.slice(2) : argv.slice(1);
  if (words.length === 0) throw new Failure("missing operand\nTry 'expr --help' for more information.", 2);
  const value = evaluate(words);
  await stdout.write(`${value}\n`);
  return isNull(value) ? 1 : 0;
});

const isNull = (value: string): boolean => value === '' || /^-?0+$/.test(value);

const LEVELS: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
];
const DEEPEST = 200;

function evaluate(words: readonly string[]): string {
  let at = 0;
  let depth = 0;
  const level = (number: number): string => {
    const operators = LEVELS[number];
    if (operators === undefined) return primary();
    let left = level(number + 1);
    while (operators.includes(words[at] ?? '')) {
      const operator = words[at] ?? '';
      at += 1;
      left = apply(left, operator, level(number + 1));
    }
    return left;
  };
  const primary = (): string => {
    const word = words[at];
    if (word === undefined) throw new Failure(`syntax error: missing argument after '${words[at - 1]}'`, 2);
    at += 1;
    if (word === '(') {
      depth += 1;
      if (depth > DEEPEST) throw new Failure('memory exhausted', 3);
      const value = level(0);
      depth -= 1;
      if (words[at] === undefined) throw new Failure(`syntax error: expecting ')' after '${words[at - 1]}'`, 2);
      if (words[at] !== ')') throw new Failure(`syntax error: expecting ')' instead of '${words[at]}'`, 2);
      at += 1;
      return value;
    }
    if (word === ')') throw new Failure("syntax error: unexpected ')'", 2);
    if (words[at] === undefined) return word;
    switch (word) {
      case 'length':
        return String([...primary()].length);
      case 'match':
        return match(primary(), primary());
      case 'index': {
        const [text, letters] = [[...primary()], primary()];
        return String(text.findIndex((letter) => letters.includes(letter)) + 1);
      }
      case 'substr': {
        const [text, from, size] = [[...primary()], Number(primary()), Number(primary())];
        return from > 0 && size > 0 ? text.slice(from - 1, from - 1 + size).join('') : '';
      }
      case '+':
        at += 1;
        return words[at - 1] ?? '';
      default:
        return word;
    }
  };
  const value = level(0);
  if (at < words.length) throw new Failure(`syntax error: unexpected argument '${words[at]}'`, 2);
  return value;
}

function match(text: string, pattern: string): string {
  try {
    const found = regular(pattern.startsWith('^') ? pattern : `^${pattern}`).exec(text);
    if (/\\\(/.test(pattern)) return found?.[2] === undefined ? '' : text.slice(found[2], found[3]);
    return String(found === undefined ? 0 : [...text.slice(found[0], found[1])].length);
  } catch (error) {
    if (!(error instanceof RegularError)) throw error;
    throw new Failure(error.message, 2);
  }
}

function apply(left: string, operator: string, right: string): string {
  const numbers = /^-?\d+$/.test(left) && /^-?\d+$/.test(right);
  switch (operator) {
    case '|':
      return isNull(left) ? (isNull(right) ? '0' : right) : left;
    case '&':
      return isNull(left) || isNull(right) ? '0' : left;
    case ':':
      return match(left, right);
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      if (!numbers) throw new Failure('non-integer argument', 2);
      const [a, b] = [BigInt(left), BigInt(right)];
      if (b === 0n && (operator === '/' || operator === '%')) throw new Failure('division by zero', 2);
      const made = { '+': a + b, '-': a - b, '*': a * b, '/': b && a / b, '%': b && a % b };
      return String(made[operator]);
    }
    default: {
      const order = numbers ? Number(BigInt(left) - BigInt(right)) : left < right ? -1 : left > right ? 1 : 0;
      const holds = { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0, '!=': order !== 0 }[operator];
      return (holds ?? order === 0) ? '1' : '0';
    }
  }
}
