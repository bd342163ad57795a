/** bash's `declare`, `typeset`, `local`, `export` and `readonly`: what a variable is, and what it holds. */
import { type Assignment, parse } from 'unbash';
import { arrayAt, compute, elementOf, inKind, keyOf, setElement } from '../arrays.ts';
import { assignList } from '../assign.ts';
import { assignmentShown, declaration } from '../declared.ts';
import { ShellError } from '../errors.ts';
import type { Shell } from '../state.ts';
import { UNSET, type Variable } from '../variable.ts';
import type { Call } from './builtin.ts';

interface Wanted {
  /** Letters that are given, and those that are taken away. */
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  readonly words: readonly string[];
}

const USAGE: Readonly<Record<string, string>> = {
  declare: 'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  typeset: 'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  local: 'local [option] name[=value] ...',
  export: 'export [-fn] [name[=value] ...] or export -p',
  readonly: 'readonly [-aAf] [name[=value] ...] or readonly -p',
};
const LETTERS: Readonly<Record<string, string>> = {
  declare: 'aAfFgiIlnprtux',
  typeset: 'aAfFgiIlnprtux',
  local: 'aAfFgiIlnprtux',
  export: 'fnp',
  readonly: 'aAfp',
};

export async function declareVariables(call: Call): Promise<number> {
  const { shell, argv, complain } = call;
  const [by = ''] = argv;
  const wanted = await options(call);
  if (wanted === undefined) return 2;
  const isLocal =
    by === 'local' || ((by === 'declare' || by === 'typeset') && shell.locals.length > 0 && !wanted.on.has('g'));
  if (by === 'local' && shell.locals.length === 0) {
    await complain('can only be used in a function');
    return 1;
  }
  const { on } = wanted;
  if (on.has('f') || on.has('F')) return await functions(call, wanted);
  if (wanted.words.length === 0) return await list(call, wanted, isLocal);
  if (on.has('p') && by !== 'export' && by !== 'readonly') return await show(call, wanted.words);
  let status = 0;
  for (const word of wanted.words) {
    const failed = await declareOne(shell, word, wanted, isLocal);
    if (failed === undefined) continue;
    await complain(failed);
    status = 1;
  }
  return status;
}

async function options({ shell, argv, args, complain }: Call): Promise<Wanted | undefined> {
  const [by = ''] = argv;
  const on = new Set<string>();
  const off = new Set<string>();
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (!/^[-+]./.test(word)) break;
    for (const letter of word.slice(1)) {
      if (!LETTERS[by]?.includes(letter)) {
        await complain(`${word[0]}${letter}: invalid option`);
        await shell.write(2, `${by}: usage: ${USAGE[by]}\n`);
        return undefined;
      }
      (word.startsWith('-') ? on : off).add(letter);
    }
  }
  if (by === 'export') {
    if (on.delete('n')) off.add('x');
    else on.add('x');
  }
  if (by === 'readonly') on.add('r');
  return { on, off, words: args.slice(at) };
}

/** @returns what is wrong with it */
async function declareOne(
  shell: Shell,
  word: string,
  { on, off }: Wanted,
  isLocal: boolean,
): Promise<string | undefined> {
  const [, name, subscript, append, value] = /^([A-Za-z_]\w*)(\[[^\]]*\])?(?:(\+?)=([\s\S]*))?$/.exec(word) ?? [];
  if (name === undefined) return `\`${word}': not a valid identifier`;
  const scope = isLocal ? shell.locals.at(-1) : undefined;
  const target = on.has('n') || off.has('n') || scope ? name : shell.target(name);
  if (scope && !scope.has(name)) {
    if (shell.variables.get(name)?.readonly) return `${name}: readonly variable`;
    scope.set(name, shell.variables.get(name));
    shell.variables.delete(name);
  }
  const old = shell.variables.get(target) ?? UNSET;
  if (old.readonly && (value !== undefined || off.has('r'))) return `${target}: readonly variable`;
  if (old.elements && on.has('A') && old.elements.kind === 'indexed')
    return `${target}: cannot convert indexed to associative array`;
  if (old.elements && on.has('a') && old.elements.kind === 'associative')
    return `${target}: cannot convert associative to indexed array`;
  const kept: Variable = { ...old, readonly: false, ...attributesOf(on, off, old) };
  shell.variables.set(target, kept);
  if (on.has('a') || on.has('A') || subscript !== undefined)
    arrayAt(shell, target, on.has('A') ? 'associative' : 'indexed');
  try {
    if (value !== undefined) await give(shell, { word, target, subscript, append: append === '+', value });
  } finally {
    const now = shell.variables.get(target) ?? UNSET;
    shell.variables.set(target, { ...now, readonly: on.has('r') || old.readonly });
  }
  return undefined;
}

function attributesOf(on: ReadonlySet<string>, off: ReadonlySet<string>, old: Variable): Partial<Variable> {
  const flag = (letter: string, was: boolean | undefined): boolean =>
    (on.has(letter) || (was ?? false)) && !off.has(letter);
  const letters = on.has('u') ? 'upper' : on.has('l') ? 'lower' : old.letters;
  const gone = (letters === 'upper' && off.has('u')) || (letters === 'lower' && off.has('l'));
  return {
    exported: flag('x', old.exported),
    integer: flag('i', old.integer),
    reference: flag('n', old.reference),
    letters: gone ? undefined : letters,
  };
}

interface Given {
  readonly word: string;
  readonly target: string;
  readonly subscript: string | undefined;
  readonly append: boolean;
  readonly value: string;
}

async function give(shell: Shell, { word, target, subscript, append, value }: Given): Promise<void> {
  const variable = shell.variables.get(target) ?? UNSET;
  const list =
    /^\([\s\S]*\)$/.test(value) && (shell.compound.has(word) || variable.elements) ? listIn(word) : undefined;
  if (list?.value.type === 'ArrayValue' && subscript === undefined) {
    await assignList(shell, target, list.value.elements, append);
    return;
  }
  const key =
    subscript === undefined ? (variable.elements ? '0' : undefined) : keyOf(shell, target, subscript.slice(1, -1));
  const before = key === undefined ? variable.value : elementOf(shell, target, key);
  const sum = variable.integer && append ? String(compute(shell, before ?? '0') + compute(shell, value)) : undefined;
  const text = sum ?? (append ? (before ?? '') + value : value);
  if (key !== undefined) setElement(shell, target, key, text);
  else if (variable.reference) shell.variables.set(target, { ...variable, value: text });
  else shell.set(target, inKind(shell, target, text));
}

function listIn(word: string): Assignment | undefined {
  const command = parse(word).commands[0]?.command;
  const [first] = command?.type === 'Command' ? command.prefix : [];
  return first?.type === 'Assignment' ? first : undefined;
}

async function list({ shell, argv, out }: Call, { on }: Wanted, isLocal: boolean): Promise<number> {
  const [by] = argv;
  const plain = (by === 'declare' || by === 'typeset') && on.size === 0;
  const has = ({ elements, exported, readonly, integer, letters, reference }: Variable): boolean =>
    (!on.has('x') || exported) &&
    (!on.has('r') || readonly) &&
    (!on.has('i') || integer === true) &&
    (!on.has('n') || reference === true) &&
    (!on.has('a') || elements?.kind === 'indexed') &&
    (!on.has('A') || elements?.kind === 'associative') &&
    (!on.has('u') || letters === 'upper') &&
    (!on.has('l') || letters === 'lower');
  const scope = shell.locals.at(-1);
  const names = [...shell.variables].filter(([name, variable]) =>
    by === 'local' && isLocal ? scope?.has(name) : has(variable),
  );
  const lines = names
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, variable]) =>
      plain || by === 'local' ? assignmentShown(name, variable) : declaration(name, variable),
    );
  await out(lines.map((line) => (line === undefined ? '' : `${line}\n`)).join(''));
  return 0;
}

async function show({ shell, out, complain }: Call, names: readonly string[]): Promise<number> {
  let status = 0;
  for (const name of names) {
    const variable = shell.variables.get(name);
    if (variable) await out(`${declaration(name, variable)}\n`);
    else {
      await complain(`${name}: not found`);
      status = 1;
    }
  }
  return status;
}

/** `declare -F`: their names alone. */
async function functions({ shell, out, argv }: Call, { on, words }: Wanted): Promise<number> {
  if (argv[0] === 'export' || argv[0] === 'readonly') return words.every((name) => shell.functions.has(name)) ? 0 : 1;
  if (!on.has('F'))
    throw new ShellError(`${argv[0]}: practice hosts do not simulate -f; -F tells which functions there are.`);
  const names = words.length > 0 ? words : [...shell.functions.keys()].sort();
  let status = 0;
  for (const name of names) {
    if (!shell.functions.has(name)) status = 1;
    else await out(words.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
  }
  return status;
}
