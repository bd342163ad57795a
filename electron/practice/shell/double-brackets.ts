/** bash's `[[ … ]]`. */
import type { TestExpression, Word } from 'unbash';
import { ConditionError, compares, condition } from '../posix/conditions.ts';
import { compilePattern, matches } from '../posix/pattern.ts';
import { RegularError, regular } from '../posix/regular.ts';
import { compute, setList } from './arrays.ts';
import { hasOption, isSet } from './declared.ts';
import { ShellError } from './errors.ts';
import { expandPattern, expandRegular, expandText } from './expand.ts';
import type { Shell } from './state.ts';

/** @returns the exit status */
export async function doubleBrackets(shell: Shell, expression: TestExpression): Promise<number> {
  try {
    return (await holds(shell, expression)) ? 0 : 1;
  } catch (error) {
    if (error instanceof ShellError && error.message.startsWith('[[: ')) {
      await shell.complain(error.message);
      return 1;
    }
    if (!(error instanceof ConditionError || error instanceof RegularError)) throw error;
    // A pattern that is none says nothing.
    if (error instanceof RegularError && shell.flavour === 'bash') return 2;
    await shell.complain(`[[: ${error.message}`);
    return 2;
  }
}

async function holds(shell: Shell, expression: TestExpression): Promise<boolean> {
  switch (expression.type) {
    case 'TestGroup':
      return await holds(shell, expression.expression);
    case 'TestNot':
      return (await holds(shell, expression.operand)) !== (expression.negations.length % 2 === 1);
    case 'TestLogical': {
      for (const operand of expression.operands) {
        const value = await holds(shell, operand);
        if (value === (expression.operator === '||')) return value;
      }
      return expression.operator === '&&';
    }
    case 'TestUnary':
      if (expression.operator === '-v' || expression.operator === '-o' || expression.operator === '-R') {
        const word = await expandText(shell, expression.operand);
        if (expression.operator === '-R') return shell.variables.get(word)?.reference === true;
        return expression.operator === '-v' ? isSet(shell, word) : hasOption(shell, word);
      }
      return ask(shell, [expression.operator, await expandText(shell, expression.operand)]);
    case 'TestBinary':
      return await compare(shell, expression.left, expression.operator, expression.right);
  }
}

async function compare(shell: Shell, left: Word, operator: string, right: Word): Promise<boolean> {
  const text = await expandText(shell, left);
  switch (operator) {
    case '=':
    case '==':
      return isLike(shell, text, await expandPattern(shell, right));
    case '!=':
      return !isLike(shell, text, await expandPattern(shell, right));
    case '=~':
      return matchRegular(shell, text, await expandRegular(shell, right));
    case '-eq':
    case '-ne':
    case '-lt':
    case '-le':
    case '-gt':
    case '-ge':
      if (shell.flavour === 'bash') {
        const number = (given: string): bigint => compute(shell, given, '[[: ');
        return compares(number(text), operator, number(await expandText(shell, right)));
      }
      return ask(shell, [text, operator, await expandText(shell, right)]);
    default:
      return ask(shell, [text, operator, await expandText(shell, right)]);
  }
}

const isLike = (shell: Shell, text: string, pattern: string): boolean => {
  const fold = (each: string): string => (shell.shopt.has('nocasematch') ? each.toLowerCase() : each);
  return matches(compilePattern(fold(pattern), { extended: shell.flavour === 'bash' }), fold(text));
};

/** What it and its groups matched is `BASH_REMATCH` then. */
function matchRegular(shell: Shell, text: string, pattern: string): boolean {
  const match = regular(pattern, { extended: true, ignoreCase: shell.shopt.has('nocasematch') }).exec(text);
  const groups: string[] = [];
  for (let at = 0; match && at < match.length; at += 2) groups.push(text.slice(match[at] ?? 0, match[at + 1] ?? 0));
  if (shell.flavour === 'bash') setList(shell, 'BASH_REMATCH', groups);
  return match !== undefined;
}

const ask = (shell: Shell, args: readonly string[]): boolean =>
  condition(args, {
    userland: shell.userland,
    user: shell.user,
    cwd: shell.cwd,
    isTerminal: (descriptor) => shell.descriptors.get(descriptor)?.tty !== undefined,
  });
