import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import type { OpenFile } from '../../os/processes/descriptors.ts';
import { seenWith } from '../../os/processes/launch.ts';
import { pace } from '../../os/processes/pace.ts';
import type { Regular } from '../../posix/regular.ts';
import { absolute, complain, Failure, open, parseOptions, program, rows, withInput } from './program.ts';
import { type Address, parseSed, type SedCommand } from './sed-script.ts';

const LONGEST = 4 * 1024 * 1024;

/** What is glued to -i is the ending of the old file's name: `-i.bak`. */
function suffixOf(argv: readonly string[]): { readonly suffix: string; readonly argv: readonly string[] } {
  for (const [at, word] of argv.entries()) {
    if (at === 0) continue;
    if (word === '--') break;
    const [, before = '', after] = /^-([nErsu]*)i(.*)$/.exec(word) ?? [];
    const long = /^--in-place=(.*)$/.exec(word)?.[1];
    const suffix = long ?? after ?? '';
    if (suffix !== '') return { suffix, argv: argv.with(at, long === undefined ? `-${before}i` : '--in-place') };
  }
  return { suffix: '', argv };
}

export const sed: Command = program(async (given) => {
  const { suffix, argv } = suffixOf(given.argv);
  const process = seenWith(given, { argv });
  const options = parseOptions(process, {
    flags: 'nEri',
    silent: 'u',
    refused: 's',
    values: 'e',
    long: { quiet: 'n', silent: 'n', 'regexp-extended': 'E', expression: 'e', 'in-place': 'i' },
  });
  const operands = [...options.operands];
  const script = options.has('e') ? options.values('e').join('\n') : operands.shift();
  if (script === undefined)
    throw new Failure('Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...');
  const commands = parseSed(script, options.has('E') || options.has('r'));
  const quiet = options.has('n');
  if (!options.has('i')) {
    const unread = { any: false };
    const input = inOrder(process, operands.length > 0 ? operands : ['-'], unread);
    return (await edit(commands, input, quiet, (text) => process.stdout.write(text))) || (unread.any ? 2 : 0);
  }
  let status = 0;
  for (const path of operands) {
    try {
      let result = '';
      await withInput(process, path, async (input) => {
        await edit(commands, rows(input), quiet, async (text) => {
          result += text;
        });
      });
      const { files } = process.userland;
      const at = absolute(process, path);
      if (suffix !== '') {
        const kept = suffix.includes('*') ? at.replace(/[^/]*$/, (name) => suffix.replaceAll('*', name)) : at + suffix;
        files.write(kept, files.read(at));
      }
      files.write(at, result);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await complain(process, `can't read ${path}: ${error.message}`);
      status = 2;
    }
  }
  return status;
});

/** The lines of all files with their ends, one after the other; what cannot be read is said. */
async function* inOrder(process: Process, paths: readonly string[], unread: { any: boolean }): AsyncGenerator<string> {
  for (const path of paths) {
    let file: OpenFile | undefined;
    try {
      file = path === '-' ? undefined : open(process, path, 'read');
      yield* rows(file?.input ?? process.stdin);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const folder = error.code === 'EISDIR';
      await complain(
        process,
        folder ? `couldn't edit ${path}: not a regular file` : `can't read ${path}: ${error.message}`,
      );
      unread.any = true;
    } finally {
      file?.release();
    }
  }
}

/** Runs the commands over the lines, of which the last one may have no end. @returns the exit status */
async function edit(
  commands: readonly SedCommand[],
  input: AsyncIterable<string>,
  quiet: boolean,
  write: (text: string) => Promise<void>,
): Promise<number> {
  // A line that came without its end goes without it, as long as nothing follows.
  let endless = false;
  let owed = '';
  const print = async (text: string, end = '\n'): Promise<void> => {
    await write(`${owed}${text}${end}`);
    owed = end === '' ? '\n' : '';
  };
  const printSpace = (text: string): Promise<void> => print(text, endless ? '' : '\n');
  const started = new Set<SedCommand>();
  const source = input[Symbol.asyncIterator]();
  // One line ahead, to know which is the last.
  let ahead = await source.next();
  const next = async (): Promise<string> => {
    const line = ahead.done ? '' : ahead.value;
    ahead = await source.next();
    number += 1;
    endless = !line.endsWith('\n');
    return endless ? line : line.slice(0, -1);
  };
  let number = 0;
  let space = '';
  let hold = '';
  let appended = '';
  const applies = (command: SedCommand): boolean => {
    const { from, to, negated } = command;
    const at = (address: Address): boolean =>
      address.kind === 'line'
        ? number === address.number
        : address.kind === 'last'
          ? ahead.done === true
          : address.regular.exec(space) !== undefined;
    let does: boolean;
    if (from === undefined) does = true;
    else if (to === undefined) does = at(from);
    else if (started.has(command)) {
      does = true;
      if (to.kind === 'line' ? number >= to.number : at(to)) started.delete(command);
    } else {
      does = at(from);
      if (does && !(to.kind === 'line' && to.number <= number)) started.add(command);
    }
    return does !== negated;
  };
  /** `next`: the cycle is over, and nothing is printed. */
  const run = async (list: readonly SedCommand[]): Promise<'go' | 'next' | { readonly quit: number }> => {
    for (const command of list) {
      if (!applies(command)) continue;
      const { what } = command;
      switch (what.kind) {
        case 'substitute': {
          const result = substitute(space, what);
          if (result === undefined) break;
          space = result;
          if (space.length > LONGEST) throw new Failure("couldn't re-allocate memory", 4);
          if (what.prints) await printSpace(space);
          break;
        }
        case 'translate':
          space = [...space].map((char) => what.map.get(char) ?? char).join('');
          break;
        case 'text':
          if (what.letter === 'a') appended += `${what.text}\n`;
          else await print(what.text);
          if (what.letter === 'c') return 'next';
          break;
        case 'block': {
          const inner = await run(what.commands);
          if (inner !== 'go') return inner;
          break;
        }
        case 'quit':
          return { quit: what.status };
        case 'plain':
          switch (what.letter) {
            case 'p':
              await printSpace(space);
              break;
            case 'P':
              await print(space.split('\n')[0] ?? '');
              break;
            case '=':
              await print(String(number));
              break;
            case 'd':
            case 'D':
              return 'next';
            case 'n':
              if (ahead.done) return { quit: 0 };
              if (!quiet) await printSpace(space);
              space = await next();
              break;
            case 'N':
              if (ahead.done) return { quit: 0 };
              space += `\n${await next()}`;
              break;
            case 'h':
              hold = space;
              break;
            case 'H':
              hold += `\n${space}`;
              break;
            case 'g':
              space = hold;
              break;
            case 'G':
              space += `\n${hold}`;
              break;
            case 'x':
              [space, hold] = [hold, space];
              break;
          }
      }
      if (hold.length > LONGEST || space.length > LONGEST) throw new Failure("couldn't re-allocate memory", 4);
    }
    return 'go';
  };
  while (!ahead.done) {
    const wait = pace();
    if (wait) await wait;
    space = await next();
    appended = '';
    const done = await run(commands);
    if (done !== 'next' && !quiet) await printSpace(space);
    if (appended !== '') await print(appended.slice(0, -1));
    if (typeof done === 'object') return done.quit;
  }
  return 0;
}

function substitute(
  text: string,
  how: { readonly regular: Regular; readonly replacement: string; readonly all: boolean; readonly nth: number },
): string | undefined {
  let result = '';
  let from = 0;
  let times = 0;
  let changed = false;
  while (from <= text.length) {
    const match = how.regular.exec(text, from);
    if (match === undefined) break;
    const [begin = 0, end = 0] = match;
    times += 1;
    const replaces = times === how.nth || (how.all && times > how.nth);
    result += text.slice(from, begin) + (replaces ? replaced(text, match, how.replacement) : text.slice(begin, end));
    changed ||= replaces;
    from = end;
    if (end === begin) {
      result += text[end] ?? '';
      from = end + 1;
    }
    if (!how.all && times >= how.nth) break;
  }
  return changed ? result + text.slice(from) : undefined;
}

const replaced = (text: string, match: readonly (number | undefined)[], replacement: string): string =>
  replacement.replace(/\\([\s\S])|&/g, (token, char?: string) => {
    if (token !== '&' && char === 'n') return '\n';
    if (token !== '&' && char === 't') return '\t';
    if (token !== '&' && !/\d/.test(char ?? '')) return char ?? '';
    const group = token === '&' ? 0 : Number(char);
    const [begin, end] = [match[group * 2], match[group * 2 + 1]];
    return begin === undefined || end === undefined ? '' : text.slice(begin, end);
  });
