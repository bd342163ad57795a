/** `while`, `until`, `for`, bash's `for ((…))` and `select`. */
import type { ArithmeticExpression, ArithmeticFor, For, Select, While } from 'unbash';
import { inputOf } from '../os/processes/launch.ts';
import { readRow } from '../os/processes/pipe.ts';
import { setValue } from './arrays.ts';
import { Jump, ShellError } from './errors.ts';
import { computeText, expandFields } from './expand.ts';
import type { Shell } from './state.ts';
import { traceCompound } from './trace.ts';

export async function runWhile(shell: Shell, { clause, body, kind }: While, tested: boolean): Promise<number> {
  return await loop(shell, async () => {
    if (((await shell.interpreter.run(shell, clause, true)) === 0) !== (kind === 'while')) return undefined;
    return await shell.interpreter.run(shell, body, tested);
  });
}

export async function runFor(shell: Shell, { name, wordlist, body }: For, tested: boolean): Promise<number> {
  if (!(await mayBeVariable(shell, name.text))) return 1;
  const values = wordlist ? await expandFields(shell, wordlist) : [...shell.parameters];
  const written = wordlist === undefined ? '"$@"' : wordlist.map(({ text }) => text).join(' ');
  let at = 0;
  return await loop(shell, async () => {
    const value = values[at];
    if (value === undefined) return undefined;
    await traceCompound(shell, `for ${name.text} in ${written}`);
    at += 1;
    setValue(shell, name.text, value);
    return await shell.interpreter.run(shell, body, tested);
  });
}

async function mayBeVariable(shell: Shell, name: string): Promise<boolean> {
  if (/^[A-Za-z_]\w*$/.test(name)) return true;
  if (shell.flavour !== 'bash') throw new ShellError('Syntax error: Bad for loop variable', 2);
  await shell.complain(`\`${name}': not a valid identifier`);
  return false;
}

/** @param source what the places of its expressions are in */
export async function runArithmeticFor(
  shell: Shell,
  node: ArithmeticFor,
  source: string,
  tested: boolean,
): Promise<number> {
  if (shell.flavour !== 'bash') throw new ShellError('Syntax error: Bad for loop variable', 2);
  const { line } = shell;
  const value = async (part: ArithmeticExpression | undefined): Promise<bigint> => {
    shell.line = line;
    if (part !== undefined) await traceCompound(shell, `(( ${source.slice(part.pos, part.end)} ))`);
    return part === undefined ? 1n : await computeText(shell, source.slice(part.pos, part.end), part, '((: ');
  };
  let first = true;
  try {
    await value(node.initialize);
    return await loop(shell, async () => {
      if (!first) await value(node.update);
      first = false;
      if ((await value(node.test)) === 0n) return undefined;
      return await shell.interpreter.run(shell, node.body, tested);
    });
  } catch (error) {
    if (!(error instanceof ShellError) || !error.message.startsWith('((: ')) throw error;
    await shell.complain(error.message);
    return 1;
  }
}

export async function runSelect(shell: Shell, { name, wordlist, body }: Select, tested: boolean): Promise<number> {
  if (shell.flavour !== 'bash') throw new ShellError('Syntax error: "do" unexpected', 2);
  if (!(await mayBeVariable(shell, name.text))) return 1;
  const choices = wordlist ? await expandFields(shell, wordlist) : [...shell.parameters];
  if (choices.length === 0) return 0;
  let ended = false;
  let shown = false;
  const status = await loop(shell, async () => {
    for (;;) {
      if (!shown) await shell.write(2, menu(choices, Number(shell.get('COLUMNS') ?? 80) || 80));
      shown = true;
      await shell.write(2, shell.get('PS3') ?? '#? ');
      const row = await readRow(inputOf(shell.descriptors, 0, shell.signal), shell.signal);
      if (row === undefined) {
        await shell.write(1, '\n');
        ended = true;
        return undefined;
      }
      const reply = row.replace(/\n$/, '');
      shell.set('REPLY', reply);
      if (reply === '') {
        shown = false;
        continue;
      }
      const chosen = /^\s*\d+\s*$/.test(reply) ? choices[Number(reply) - 1] : undefined;
      setValue(shell, name.text, chosen ?? '');
      break;
    }
    return await shell.interpreter.run(shell, body, tested);
  });
  return ended ? 1 : status;
}

/** In columns below each other, as bash's `select` lays them out. */
function menu(choices: readonly string[], width: number): string {
  const digits = String(choices.length).length;
  const longest = Math.max(...choices.map((choice) => choice.length)) + digits + 2;
  const cell = longest + 2;
  let columns = cell ? Math.floor(width / cell) || 1 : 1;
  let rows = Math.ceil(choices.length / columns);
  columns = Math.ceil(choices.length / rows);
  if (rows === 1) {
    rows = columns;
    columns = 1;
  }
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    let line = '';
    let wide = 0;
    for (let at = row; at < choices.length; at += rows) {
      // The numbers of the first column are as wide as its own widest.
      const places = at < rows ? String(rows).length : digits;
      const text = `${String(at + 1).padStart(places)}) ${choices[at] ?? ''}`;
      line += text;
      if (at + rows < choices.length) {
        const until = wide + cell;
        line = withTabs(line, wide + text.length, until);
        wide = until;
      }
    }
    lines.push(`${line}\n`);
  }
  return lines.join('');
}

/** Blanks up to a column, by tabulators where one reaches. */
function withTabs(line: string, from: number, to: number): string {
  let text = line;
  let at = from;
  while (at < to) {
    const tab = Math.floor(to / 8) > Math.floor(at / 8);
    text += tab ? '\t' : ' ';
    at = tab ? at + 8 - (at % 8) : at + 1;
  }
  return text;
}

/** Goes on until the body gives no status, or somebody breaks out. @returns the status of the last that ran */
async function loop(shell: Shell, body: () => Promise<number | undefined>): Promise<number> {
  shell.loops += 1;
  let status = 0;
  try {
    for (;;) {
      try {
        const ran = await body();
        if (ran === undefined) return status;
        status = ran;
      } catch (error) {
        if (!(error instanceof Jump) || (error.to !== 'break' && error.to !== 'continue')) throw error;
        if (error.value > 1 && shell.loops > 1) throw new Jump(error.to, error.value - 1);
        shell.status = status = 0;
        if (error.to === 'break') return status;
      }
    }
  } finally {
    shell.loops -= 1;
  }
}
