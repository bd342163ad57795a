/** bash's `[[ … ]]`. */
import type { TestExpression, Word } from 'unbash';
import { ConditionError, condition } from '../posix/conditions.ts';
import { compilePattern, matches } from '../posix/pattern.ts';
import { RegularError, regular } from '../posix/regular.ts';
import { expandPattern, expandText } from './expand.ts';
import type { Shell } from './state.ts';

/** @returns the exit status */
export async function doubleBrackets(shell: Shell, expression: TestExpression): Promise<number> {
  try {
    return (await holds(shell, expression)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConditionError || error instanceof RegularError)) throw error;
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
      return matches(compilePattern(await expandPattern(shell, right)), text);
    case '!=':
      return !matches(compilePattern(await expandPattern(shell, right)), text);
    case '=~':
      return regular(await expandText(shell, right), { extended: true }).exec(text) !== undefined;
    default:
      return ask(shell, [text, operator, await expandText(shell, right)]);
  }
}

const ask = (shell: Shell, args: readonly string[]): boolean =>
  condition(args, {
    userland: shell.userland,
    user: shell.user,
    cwd: shell.cwd,
    isTerminal: (descriptor) => shell.descriptors.get(descriptor)?.tty !== undefined,
  });
