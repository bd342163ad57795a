import { inputOf } from '../../os/processes/launch.ts';
import { readRow } from '../../os/processes/pipe.ts';
import type { Shell } from '../state.ts';
import type { Builtins, Call } from './builtin.ts';

export const reading: Builtins = { read };

async function read({ shell, args, complain }: Call): Promise<number> {
  let raw = false;
  let prompt: string | undefined;
  let words = [...args];
  while (words[0] !== undefined && /^-[a-z]/.test(words[0])) {
    const option = words.shift() ?? '';
    if (option === '--') break;
    for (const [at, letter] of [...option.slice(1)].entries()) {
      if (letter === 'r') raw = true;
      else if (letter === 's' && shell.flavour !== 'dash') continue;
      else if (letter === 'p' || (letter === 't' && shell.flavour !== 'dash')) {
        const value = option.slice(at + 2) || words.shift();
        if (letter === 'p') prompt = value;
        break;
      } else {
        await complain(`Illegal option -${letter}`);
        return 2;
      }
    }
  }
  if (words.length === 0) {
    if (shell.flavour === 'dash') {
      await complain('arg count');
      return 2;
    }
    words = ['REPLY'];
  }
  const bad = words.find((word) => !/^[A-Za-z_]\w*$/.test(word));
  if (bad !== undefined) {
    await complain(`${bad}: bad variable name`);
    return 2;
  }
  if (prompt !== undefined && shell.descriptors.get(2)?.output?.terminal) await shell.write(2, prompt);
  const file = shell.descriptors.get(0);
  if (file?.input === undefined) return shell.flavour === 'dash' ? 2 : 1;
  const { text, guarded, ended } = await readLogical(shell, raw);
  const values = splitLine(
    text,
    guarded,
    words.length,
    shell.variables.has('IFS') ? (shell.get('IFS') ?? '') : ' \t\n',
  );
  for (const [at, word] of words.entries()) shell.set(word, values[at] ?? '');
  return ended ? 1 : 0;
}

/** A line, or several that backslashes join; with them, which characters are guarded from being separators. */
async function readLogical(
  shell: Shell,
  raw: boolean,
): Promise<{ readonly text: string; readonly guarded: ReadonlySet<number>; readonly ended: boolean }> {
  const input = inputOf(shell.descriptors, 0, shell.signal);
  const guarded = new Set<number>();
  let text = '';
  for (;;) {
    const row = await readRow(input, shell.signal);
    const ended = row === undefined || !row.endsWith('\n');
    const line = (ended ? (row ?? '') : row.slice(0, -1)).replaceAll('\0', '');
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
