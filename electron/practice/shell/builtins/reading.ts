import { inputOf } from '../../os/processes/launch.ts';
import { readRow } from '../../os/processes/pipe.ts';
import { keyOf, setElement, setList, setValue } from '../arrays.ts';
import type { Shell } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';

export const reading: Builtins = { read };

interface Options {
  readonly raw: boolean;
  readonly prompt: string | undefined;
  readonly words: readonly string[];
  /** bash's: into an array, so many characters, up to another character, so long, from another descriptor. */
  readonly list: string | undefined;
  readonly count: number | undefined;
  readonly exactly: boolean;
  readonly delimiter: string;
  readonly milliseconds: number | undefined;
  readonly descriptor: number;
}

const USAGE =
  'read: usage: read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]\n';

async function read(call: Call): Promise<number> {
  const { shell, complain } = call;
  const options = await readOptions(call);
  if (typeof options === 'number') return options;
  const { raw, prompt, list, descriptor } = options;
  let { words } = options;
  if (words.length === 0) {
    if (shell.flavour === 'dash') {
      await complain('arg count');
      return 2;
    }
    words = ['REPLY'];
  }
  const bad = [...words, ...(list === undefined ? [] : [list])].find((word) => !/^[A-Za-z_]\w*(?:\[.+\])?$/.test(word));
  if (bad !== undefined) {
    await complain(shell.flavour === 'bash' ? `\`${bad}': not a valid identifier` : `${bad}: bad variable name`);
    return shell.flavour === 'bash' ? 1 : 2;
  }
  if (prompt !== undefined && shell.descriptors.get(2)?.output?.terminal) await shell.write(2, prompt);
  const file = shell.descriptors.get(descriptor);
  if (file?.input === undefined) {
    if (shell.flavour !== 'bash') return shell.flavour === 'dash' ? 2 : 1;
    await complain(
      file ? 'read error: 0: Bad file descriptor' : `${descriptor}: invalid file descriptor: Bad file descriptor`,
    );
    return 1;
  }
  const stopped = deadline(shell, options.milliseconds);
  const { text, guarded, ended, late } = await readLogical(shell, raw, options, stopped).finally(() =>
    stopped?.cancel(),
  );
  const ifs = shell.variables.has('IFS') ? (shell.get('IFS') ?? '') : ' \t\n';
  if (list !== undefined) {
    const fields = splitLine(text, guarded, Number.POSITIVE_INFINITY, ifs);
    setList(shell, list, fields);
  } else {
    const only =
      options.exactly ||
      (words.length === 1 && words[0] === 'REPLY' && options.words.length === 0 && shell.flavour === 'bash');
    const values = only ? [text] : splitLine(text, guarded, words.length, ifs);
    for (const [at, word] of words.entries()) {
      const [, name, subscript] = /^(\w+)\[(.+)\]$/.exec(word) ?? [];
      if (name !== undefined) setElement(shell, name, keyOf(shell, name, subscript ?? ''), values[at] ?? '');
      else setValue(shell, word, values[at] ?? '');
    }
  }
  if (late) return 142;
  return ended ? 1 : 0;
}

/** @returns the status of a call that is wrong */
async function readOptions({ shell, args, complain }: Call): Promise<Options | number> {
  let raw = false;
  const given: Record<string, string> = {};
  const words = [...args];
  const valued = shell.flavour === 'bash' ? 'padnNtui' : shell.flavour === 'ash' ? 'ptndu' : 'p';
  const flags = shell.flavour === 'bash' ? 'rse' : shell.flavour === 'ash' ? 'rs' : 'r';
  while (words[0] !== undefined && /^-[a-zA-Z-]/.test(words[0])) {
    const option = words.shift() ?? '';
    if (option === '--') break;
    for (const [at, letter] of [...option.slice(1)].entries()) {
      if (letter === 'r') raw = true;
      if (flags.includes(letter)) continue;
      if (!valued.includes(letter)) {
        await complain(shell.flavour === 'bash' ? `-${letter}: invalid option` : `Illegal option -${letter}`);
        if (shell.flavour === 'bash') await shell.write(2, USAGE);
        return 2;
      }
      const value = option.slice(at + 2) || words.shift();
      if (value === undefined && shell.flavour === 'bash') {
        await complain(`-${letter}: option requires an argument`);
        await shell.write(2, USAGE);
        return 2;
      }
      given[letter] = value ?? '';
      break;
    }
  }
  if (given.t !== undefined && !/^\d*\.?\d*$/.test(given.t)) {
    await complain(`${given.t}: invalid timeout specification`);
    return 1;
  }
  const count = given.N ?? given.n;
  if (count !== undefined && !/^\d+$/.test(count)) {
    await complain(`${count}: invalid number`);
    return 1;
  }
  return {
    raw,
    words,
    prompt: given.p,
    list: given.a,
    count: count === undefined ? undefined : Number(count),
    exactly: given.N !== undefined,
    delimiter: given.N !== undefined ? '' : given.d === undefined ? '\n' : (given.d[0] ?? '\0'),
    milliseconds: given.t === undefined ? undefined : Number(given.t) * 1000,
    descriptor: Number(given.u ?? 0),
  };
}

interface Deadline {
  readonly signal: AbortSignal;
  cancel(): void;
}

/** `-t`. */
function deadline(shell: Shell, milliseconds: number | undefined): Deadline | undefined {
  if (milliseconds === undefined) return undefined;
  const late = new AbortController();
  const cancelled = new AbortController();
  shell.machine.clock.sleep(milliseconds, cancelled.signal).then(
    () => cancelled.signal.aborted || late.abort(),
    () => undefined,
  );
  return { signal: late.signal, cancel: () => cancelled.abort() };
}

/** What was read of an input beyond the characters that were asked for. */
const leftOver = new WeakMap<object, string>();

/** A stretch up to where it was to end; undefined: there is no more. */
async function stretch(
  shell: Shell,
  { descriptor, count, delimiter }: Options,
  signal: AbortSignal,
): Promise<string | undefined> {
  const key = shell.descriptors.get(descriptor)?.input ?? shell;
  const input = inputOf(shell.descriptors, descriptor, signal);
  let text = leftOver.get(key);
  leftOver.delete(key);
  text ??= await readRow(input, signal);
  if (text === undefined) return undefined;
  const end = (): number => {
    const at = delimiter === '' ? -1 : (text ?? '').indexOf(delimiter);
    const upTo = at < 0 ? Number.POSITIVE_INFINITY : at + 1;
    return Math.min(upTo, count ?? Number.POSITIVE_INFINITY);
  };
  while (end() > text.length) {
    const more = await readRow(input, signal);
    if (more === undefined) break;
    text += more;
  }
  const cut = Math.min(end(), text.length);
  if (cut < text.length) leftOver.set(key, text.slice(cut));
  return text.slice(0, cut);
}

interface Logical {
  readonly text: string;
  readonly guarded: ReadonlySet<number>;
  readonly ended: boolean;
  readonly late?: boolean;
}

/** A line, or several that backslashes join; with them, which characters are guarded from being separators. */
async function readLogical(shell: Shell, raw: boolean, options: Options, late: Deadline | undefined): Promise<Logical> {
  const guarded = new Set<number>();
  let text = '';
  const signal = late ? AbortSignal.any([shell.signal, late.signal]) : shell.signal;
  const { delimiter, count } = options;
  for (;;) {
    let row: string | undefined;
    try {
      row = await stretch(shell, options, signal);
    } catch (error) {
      if (late?.signal.aborted && !shell.signal.aborted) return { text, guarded, ended: true, late: true };
      throw error;
    }
    const closed = row !== undefined && delimiter !== '' && row.endsWith(delimiter);
    const ended = row === undefined || !(closed || (count !== undefined && row.length >= count));
    const line = (closed ? (row ?? '').slice(0, -1) : (row ?? '')).replaceAll('\0', '');
    if (raw) return { text: line, guarded, ended };
    let goesOn = false;
    for (let at = 0; at < line.length; at += 1) {
      if (line[at] === '\\') {
        at += 1;
        if (at >= line.length) {
          goesOn = !ended;
          continue;
        }
        guarded.add(text.length);
      }
      text += line[at];
    }
    if (!goesOn) return { text, guarded, ended };
  }
}

/** Fields for so many variables: the last one gets the rest as it is, without white space around. */
export function splitLine(text: string, guarded: ReadonlySet<number>, count: number, ifs: string): string[] {
  const separates = (at: number): boolean => at < text.length && !guarded.has(at) && ifs.includes(text[at] ?? '');
  const white = (at: number): boolean => separates(at) && /\s/.test(text[at] ?? '');
  let at = 0;
  while (white(at)) at += 1;
  const fields: string[] = [];
  while (at < text.length && fields.length < count - 1) {
    const from = at;
    while (at < text.length && !separates(at)) at += 1;
    fields.push(text.slice(from, at));
    while (white(at)) at += 1;
    if (separates(at)) {
      at += 1;
      while (white(at)) at += 1;
    }
  }
  if (fields.length === count || at >= text.length) return fields;
  let end = text.length;
  while (end > at && white(end - 1)) end -= 1;
  // A single separator at the end of the last field belongs to it only if there are more of them.
  if (end > at && separates(end - 1)) {
    const rest = text.slice(at, end - 1);
    const others = [...rest].some((_, index) => separates(at + index) && !white(at + index));
    if (!others) {
      end -= 1;
      while (end > at && white(end - 1)) end -= 1;
    }
  }
  fields.push(text.slice(at, end));
  return fields;
}
