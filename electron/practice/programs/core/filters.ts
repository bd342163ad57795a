import { FileError } from '../../os/files/files.ts';
import type { Command } from '../../os/machine.ts';
import { seenWith } from '../../os/processes/launch.ts';
import { pace } from '../../os/processes/pace.ts';
import { unlessKilled } from '../../os/processes/signals.ts';
import {
  absolute,
  complain,
  count,
  eachInput,
  Failure,
  isBusybox,
  lines,
  open,
  parseOptions,
  program,
  programName,
} from './program.ts';

export const cat: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'nbAETetv',
    silent: 'u',
    refused: 's',
    long: {
      number: 'n',
      'number-nonblank': 'b',
      'show-all': 'A',
      'show-ends': 'E',
      'show-tabs': 'T',
      'squeeze-blank': 's',
    },
  });
  let number = 0;
  const asks = (letters: string): boolean => [...letters].some((letter) => options.has(letter));
  const [ends, tabs, unseen] = [asks('AEe'), asks('ATt'), asks('Aetv')];
  const counts = asks('nb');
  const shown = (line: string): string => {
    const visible = unseen ? line.replace(/\p{Cc}/gu, (char) => (char === '\t' ? char : caret(char))) : line;
    return `${tabs ? visible.replaceAll('\t', '^I') : visible}${ends ? '$' : ''}`;
  };
  const fine = await eachInput(process, options.operands, async (input) => {
    if (counts || ends || tabs || unseen) {
      for await (const line of lines(input)) {
        const numbered = counts && !(options.has('b') && line === '');
        if (numbered) number += 1;
        await process.stdout.write(`${numbered ? `${String(number).padStart(6)}\t` : ''}${shown(line)}\n`);
      }
      return;
    }
    for (let text = await input.read(); text !== undefined; text = await input.read()) await process.stdout.write(text);
  });
  return fine ? 0 : 1;
});

/** `^G` for what cannot be seen. */
const caret = (char: string): string => (char === '\x7f' ? '^?' : `^${String.fromCharCode(char.charCodeAt(0) + 64)}`);

/** Without a terminal `more` only puts the names before what it shows. */
export const more: Command = async (process) => {
  const names = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  if (process.stdout.terminal !== undefined || names.length === 0 || isBusybox(process)) return cat(process);
  let status = 0;
  for (const name of names) {
    if (process.userland.files.status(absolute(process, name))?.kind === 'file')
      await process.stdout.write(`::::::::::::::\n${name}\n::::::::::::::\n`);
    status |= await cat(seenWith(process, { argv: ['more', name] }));
  }
  return status;
};

/** `less`, and `more` on a terminal: one that is a window scrolls by itself. */
export const pager = cat;

const encoder = new TextEncoder();
const firstBytes = (text: string, bytes: number): string =>
  new TextDecoder().decode(encoder.encode(text).slice(0, bytes));

/** `-5` for `-n 5`, as everybody writes it. */
const withNumber = (argv: readonly string[]): readonly string[] =>
  argv.flatMap((arg, at) => (at === 1 && /^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : [arg]));

export const head: Command = program(async (given) => {
  const process = { ...given, argv: withNumber(given.argv) };
  const options = parseOptions(process, {
    flags: 'q',
    values: 'nc',
    refused: 'vz',
    long: { lines: 'n', bytes: 'c', quiet: 'q', verbose: 'v' },
  });
  const wanted = options.value('n') ?? '10';
  const bytes = options.value('c');
  const several = options.operands.length > 1 && !options.has('q');
  let first = true;
  const fine = await eachInput(given, options.operands, async (input, path) => {
    if (several) await process.stdout.write(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
    if (bytes !== undefined) {
      let left = count(bytes, 'invalid number of bytes');
      for (
        let text = left > 0 ? await input.read() : undefined;
        text !== undefined;
        text = left > 0 ? await input.read() : undefined
      ) {
        await process.stdout.write(firstBytes(text, left));
        left -= Buffer.byteLength(text);
      }
    } else if (wanted.startsWith('-')) {
      const all = [];
      for await (const line of lines(input)) all.push(`${line}\n`);
      await process.stdout.write(
        all.slice(0, -count(wanted.slice(1), 'invalid number of lines') || undefined).join(''),
      );
    } else {
      let left = count(wanted, 'invalid number of lines');
      if (left === 0) return;
      for await (const line of lines(input)) {
        await process.stdout.write(`${line}\n`);
        left -= 1;
        if (left === 0) return;
      }
    }
  });
  return fine ? 0 : 1;
});

export const tail: Command = program(async (given) => {
  const process = { ...given, argv: withNumber(given.argv) };
  const options = parseOptions(process, { flags: 'fFq', values: 'nc', long: { lines: 'n', bytes: 'c', follow: 'f' } });
  const wanted = options.value('n') ?? '10';
  const several = options.operands.length > 1 && !options.has('q');
  let first = true;
  const fine = await eachInput(given, options.operands, async (input, path) => {
    if (several) await process.stdout.write(`${first ? '' : '\n'}==> ${path} <==\n`);
    first = false;
    const text = await input.all();
    const bytes = options.value('c');
    if (bytes !== undefined) {
      const all = encoder.encode(text);
      const from = bytes.startsWith('+')
        ? count(bytes.slice(1), 'invalid number of bytes') - 1
        : all.length - count(bytes, 'invalid number of bytes');
      await process.stdout.write(new TextDecoder().decode(all.slice(Math.max(0, from))));
      return;
    }
    const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const number = count(wanted.replace(/^[-+]/, ''), 'invalid number of lines');
    await process.stdout.write(
      (wanted.startsWith('+') ? all.slice(Math.max(0, number - 1)) : number === 0 ? [] : all.slice(-number)).join(''),
    );
  });
  const [path] = options.operands;
  if ((options.has('f') || options.has('F')) && path !== undefined && fine) await follow(given, path);
  return fine ? 0 : 1;
});

async function follow(process: Parameters<Command>[0], path: string): Promise<void> {
  const file = open(process, path, 'read');
  try {
    await file.input?.all();
    while (!process.signal.aborted) {
      await unlessKilled(process.signal, process.machine.clock.sleep(200, process.signal));
      const more = await file.input?.read();
      if (more !== undefined) await process.stdout.write(more);
    }
  } finally {
    file.release();
  }
}

export const tee: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'a', silent: 'i', long: { append: 'a', 'ignore-interrupts': 'i' } });
  const files = [];
  let status = 0;
  for (const path of options.operands) {
    try {
      files.push(open(process, path, options.has('a') ? 'append' : 'write'));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await complain(process, `${path}: ${error.message}`);
      status = 1;
    }
  }
  try {
    for (let text = await process.stdin.read(); text !== undefined; text = await process.stdin.read()) {
      await process.stdout.write(text);
      for (const file of files) await file.output?.write(text);
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new Failure(`${options.operands[0]}: ${error.message}`);
  } finally {
    for (const file of files) file.release();
  }
  return status;
});

export const wc: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'lwcm', long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm' } });
  const columns = [...'lwmc'].filter((letter) =>
    options.has('l') || options.has('w') || options.has('c') || options.has('m') ? options.has(letter) : letter !== 'm',
  );
  let bytes = 0;
  const rows: { readonly counts: readonly number[]; readonly path: string }[] = [];
  const fine = await eachInput(process, options.operands, async (input, path) => {
    const all: Record<string, number> = { l: 0, w: 0, m: 0, c: 0 };
    let inWord = false;
    for (let text = await input.read(); text !== undefined; text = await input.read()) {
      all.l = (all.l ?? 0) + text.split('\n').length - 1;
      all.w = (all.w ?? 0) + (text.match(/\S+/g)?.length ?? 0) - (inWord && /^\S/.test(text) ? 1 : 0);
      all.m = (all.m ?? 0) + [...text].length;
      all.c = (all.c ?? 0) + Buffer.byteLength(text);
      inWord = /\S$/.test(text);
    }
    bytes += all.c ?? 0;
    rows.push({ counts: columns.map((letter) => all[letter] ?? 0), path });
  });
  if (options.operands.length > 1) {
    rows.push({
      counts: columns.map((_, at) => rows.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0)),
      path: 'total',
    });
  }
  const fromInput = options.operands.length === 0;
  // As wide as all bytes together are written, whatever is counted.
  const largest = Math.max(0, bytes, ...rows.flatMap(({ counts }) => counts));
  const single = columns.length === 1 && rows.length === 1;
  const width = single ? 1 : fromInput ? 7 : String(largest).length;
  for (const { counts, path } of rows) {
    const shown = counts.map((each) => String(each).padStart(width)).join(' ');
    await process.stdout.write(`${shown}${fromInput ? '' : ` ${path}`}\n`);
  }
  return fine ? 0 : 1;
});

export const yes: Command = async (process) => {
  const text = `${process.argv.slice(1).join(' ') || 'y'}\n`;
  const many = text.repeat(Math.max(1, Math.floor(4096 / text.length)));
  while (!process.signal.aborted) {
    await process.stdout.write(many);
    const wait = pace();
    if (wait) await wait;
  }
  return 130;
};

export const seq: Command = program(async (process) => {
  const args = process.argv.slice(1);
  let separator = '\n';
  let wide = false;
  while (/^-[sw]/.test(args[0] ?? '')) {
    const option = args.shift() ?? '';
    if (option.startsWith('-w')) wide = true;
    else separator = option.slice(2) || (args.shift() ?? '');
  }
  if (/^-(?:f|-)/.test(args[0] ?? '')) throw new Failure(`practice hosts do not simulate ${args[0]}.`);
  const bad = args.find((arg) => !/^[-+]?(\d+\.?\d*|\.\d+)$/.test(arg));
  if (bad !== undefined)
    throw new Failure(
      `invalid floating point argument: '${bad}'\nTry '${programName(process)} --help' for more information.`,
    );
  if (args.length === 0)
    throw new Failure(`missing operand\nTry '${programName(process)} --help' for more information.`);
  const numbers = args.map(Number);
  const from = numbers.length > 1 ? (numbers[0] ?? 1) : 1;
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1;
  const to = numbers.at(-1) ?? 0;
  if (step === 0) throw new Failure(`invalid Zero increment value: '${args[1]}'`);
  const digits = Math.max(...args.slice(0, 2).map((arg) => arg.split('.')[1]?.length ?? 0));
  const width = wide ? Math.max(from.toFixed(digits).length, to.toFixed(digits).length) : 0;
  let printed = false;
  let text = '';
  for (let at = 0; step > 0 ? from + at * step <= to + 1e-9 : from + at * step >= to - 1e-9; at += 1) {
    text += `${printed ? separator : ''}${(from + at * step).toFixed(digits).padStart(width, '0')}`;
    printed = true;
    if (text.length > 4096) {
      await process.stdout.write(text);
      text = '';
    }
  }
  await process.stdout.write(printed ? `${text}\n` : '');
  return 0;
});
