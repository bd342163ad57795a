import { keyOf } from '../arrays.ts';
import { ShellError } from '../errors.ts';
import { type Builtins, type Call, SPECIAL } from './builtin.ts';
import { wholeNumber } from './control.ts';
import { declareVariables } from './declare.ts';

export const variables: Builtins = {
  export: (call) => (call.shell.flavour === 'bash' ? declareVariables(call) : declare(call, 'exported')),
  readonly: (call) => (call.shell.flavour === 'bash' ? declareVariables(call) : declare(call, 'readonly')),
  declare: declareVariables,
  typeset: declareVariables,
  local: (call) => (call.shell.flavour === 'bash' ? declareVariables(call) : makeLocal(call)),
  unset: (call) => {
    if (call.shell.flavour === 'bash') return unsetInBash(call);
    const { shell, args } = call;
    const functions = args[0] === '-f';
    for (const name of args[0] === '-f' || args[0] === '-v' ? args.slice(1) : args) {
      checkName(name, 'unset');
      if (functions) shell.functions.delete(name);
      else shell.unset(name);
    }
    return 0;
  },
  shift: async ({ shell, args, complain }) => {
    if (shell.flavour === 'bash' && args[0] !== undefined && !/^\d+$/.test(args[0])) {
      const number = /^-\d+$/.test(args[0]);
      await complain(number ? `${args[0]}: shift count out of range` : `${args[0]}: numeric argument required`);
      return 1;
    }
    const count = args[0] === undefined ? 1 : wholeNumber(args[0]);
    if (count > shell.parameters.length) {
      if (shell.shopt.has('shift_verbose')) await complain(`${count}: shift count out of range`);
      if (shell.flavour !== 'dash') return 1;
      if (shell.interactive) {
        await complain("can't shift that many");
        return 2;
      }
      throw new ShellError("shift: can't shift that many", 2);
    }
    shell.parameters = shell.parameters.slice(count);
    return 0;
  },
  getopts,
};

function checkName(name: string, by: string): void {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new ShellError(`${by}: ${name}: bad variable name`, 2);
}

async function unsetInBash({ shell, args, complain }: Call): Promise<number> {
  const options = args.filter((arg) => /^-[fvn]$/.test(arg)).join('');
  let status = 0;
  for (const word of args.filter((arg) => !/^-[fvn]$/.test(arg) && arg !== '--')) {
    const [, name, subscript] = /^([A-Za-z_]\w*)(?:\[(.+)\])?$/.exec(word) ?? [];
    if (options.includes('f') || name === undefined) {
      if (options.includes('f') || !options) shell.functions.delete(word);
      continue;
    }
    const target = options.includes('n') ? name : shell.target(name);
    const variable = shell.variables.get(target);
    if (variable?.readonly) {
      await complain(`${name}: cannot unset: readonly variable`);
      status = 1;
    } else if (subscript !== undefined && variable?.elements) {
      if (subscript === '@' || subscript === '*') variable.elements.values.clear();
      else variable.elements.values.delete(keyOf(shell, target, subscript));
    } else if (variable) shell.variables.delete(target);
    else if (!options.includes('v')) shell.functions.delete(word);
  }
  return status;
}

async function declare({ shell, argv, args, out }: Call, how: 'exported' | 'readonly' | 'plain'): Promise<number> {
  const [name = ''] = argv;
  let rest = [...args];
  let removes = false;
  while (rest[0] !== undefined && /^-[a-zA-Z]+$/.test(rest[0])) {
    removes ||= rest[0].includes('n');
    rest = rest.slice(1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  if (rest.length === 0) {
    const lines = [...shell.variables]
      .filter(([, variable]) => how === 'plain' || variable[how])
      .map(
        ([each, { value }]) =>
          `${SPECIAL.has(name) ? name : 'declare --'} ${each}${value === undefined ? '' : `=${shellQuoted(value)}`}\n`,
      );
    await out(lines.sort().join(''));
    return 0;
  }
  for (const each of rest) {
    const at = each.indexOf('=');
    const variable = at < 0 ? each : each.slice(0, at);
    checkName(variable, name);
    if (at >= 0) shell.set(variable, each.slice(at + 1));
    const old = shell.variables.get(variable) ?? { value: undefined, exported: false, readonly: false };
    if (how !== 'plain') shell.variables.set(variable, { ...old, [how]: !removes });
  }
  return 0;
}

/** In single quotes, as `set` and `export -p` show values. */
export const shellQuoted = (value: string): string => `'${value.replaceAll("'", `'"'"'`)}'`;

function makeLocal({ shell, args }: Call): number {
  const scope = shell.locals.at(-1);
  if (scope === undefined) throw new ShellError('local: not in a function', 2);
  for (const each of args) {
    if (/^-/.test(each)) continue;
    const at = each.indexOf('=');
    const name = at < 0 ? each : each.slice(0, at);
    checkName(name, 'local');
    if (!scope.has(name)) scope.set(name, shell.variables.get(name));
    if (at >= 0) shell.set(name, each.slice(at + 1));
    // dash's local variables begin with the outer value; bash's are not set.
    else if (shell.flavour === 'bash') shell.variables.delete(name);
  }
  return 0;
}

async function getopts({ shell, args }: Call): Promise<number> {
  const [letters = '', name = '', ...given] = args;
  if (args.length < 2) throw new ShellError('getopts: Usage: getopts optstring var [arg]', 2);
  const from = given.length > 0 ? given : shell.parameters;
  let index = Math.max(1, Number(shell.get('OPTIND') ?? '1') || 1);
  let at = shell.optionAt;
  const silent = letters.startsWith(':');
  const finish = (value: string, status: number): number => {
    shell.set(name, value);
    if (shell.get('OPTIND') !== String(index)) shell.set('OPTIND', String(index));
    shell.optionAt = at;
    return status;
  };
  const argument = from[index - 1];
  if (at === 0) {
    if (argument === undefined || !/^-./.test(argument)) return finish('?', 1);
    if (argument === '--') {
      index += 1;
      return finish('?', 1);
    }
    at = 1;
  }
  const letter = argument?.[at] ?? '';
  at += 1;
  const known = letter === ':' ? -1 : letters.indexOf(letter);
  const isLast = at >= (argument?.length ?? 0);
  if (known < 0) {
    if (isLast) {
      at = 0;
      index += 1;
    }
    if (silent) shell.set('OPTARG', letter);
    else {
      shell.unset('OPTARG');
      await shell.write(
        2,
        shell.flavour === 'bash' ? `${shell.name}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`,
      );
    }
    return finish('?', 0);
  }
  if (letters[known + 1] !== ':') {
    if (isLast) {
      at = 0;
      index += 1;
    }
    shell.unset('OPTARG');
    return finish(letter, 0);
  }
  const value = isLast ? from[index] : argument?.slice(at);
  index += isLast && value !== undefined ? 2 : 1;
  at = 0;
  if (value === undefined) {
    if (silent) {
      shell.set('OPTARG', letter);
      return finish(':', 0);
    }
    shell.unset('OPTARG');
    await shell.write(
      2,
      shell.flavour === 'bash'
        ? `${shell.name}: option requires an argument -- ${letter}\n`
        : `No arg for -${letter} option\n`,
    );
    return finish('?', 0);
  }
  shell.set('OPTARG', value);
  return finish(letter, 0);
}
