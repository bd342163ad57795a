import type { Command } from '../../os/machine.ts';
import { filledColumns, inColumns } from './columns.ts';
import { allLines, count, eachInput, Failure, lines, open, parseOptions, program, programName } from './program.ts';

export const sort: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'unrfsV',
    values: 'kto',
    refused: 'bhgMRcC',
    status: 2,
    long: { unique: 'u', 'numeric-sort': 'n', reverse: 'r', key: 'k', 'field-separator': 't', output: 'o' },
  });
  const { lines: all, fine } = await allLines(process, options.operands);
  const separator = options.value('t');
  const keys = options.values('k').map((key) => {
    const found = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.\d+)?([a-zA-Z]*))?$/.exec(key);
    if (found === null || found[1] === '0')
      throw new Failure(`invalid number at field start: invalid count at start of '${key}'`, 2);
    return {
      from: Number(found[1]),
      to: found[4] === undefined ? undefined : Number(found[4]),
      how: `${found[3] ?? ''}${found[5] ?? ''}`,
    };
  });
  const field = (line: string, from: number, to: number | undefined): string => {
    const fields = separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
    return fields.slice(from - 1, to).join(separator ?? '');
  };
  const compareBy = (a: string, b: string, how: string): number => {
    if (how.includes('n')) return numberAtStart(a) - numberAtStart(b);
    if (how.includes('V')) return a.localeCompare(b, 'en', { numeric: true });
    const [x, y] = how.includes('f') ? [a.toUpperCase(), b.toUpperCase()] : [a, b];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const global = [...'nfV'].filter((letter) => options.has(letter)).join('');
  const compare = (a: string, b: string): number => {
    for (const { from, to, how } of keys) {
      const order = compareBy(field(a, from, to), field(b, from, to), how || global);
      if (order !== 0) return how.includes('r') !== options.has('r') ? -order : order;
    }
    if (keys.length > 0) return 0;
    const order = compareBy(a, b, global);
    return options.has('r') ? -order : order;
  };
  const last = (a: string, b: string): number =>
    options.has('u') || options.has('s') ? 0 : (a < b ? -1 : a > b ? 1 : 0) * (options.has('r') ? -1 : 1);
  const sorted = all.sort((a, b) => compare(a, b) || last(a, b));
  const shown = options.has('u')
    ? sorted.filter((line, at) => at === 0 || compare(sorted[at - 1] ?? '', line) !== 0)
    : sorted;
  const text = shown.map((line) => `${line}\n`).join('');
  const name = options.value('o');
  if (name === undefined) await process.stdout.write(text);
  else {
    // All was read before: it may be one of those.
    const file = open(process, name, 'write');
    await file.output?.write(text).finally(() => file.release());
  }
  return fine ? 0 : 2;
});

const numberAtStart = (text: string): number => Number(/^\s*-?\d*\.?\d*/.exec(text)?.[0] ?? 0) || 0;

export const uniq: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'cdui',
    long: { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i' },
  });
  let previous: string | undefined;
  let times = 0;
  const flush = async (): Promise<void> => {
    if (previous === undefined || (options.has('d') && times < 2) || (options.has('u') && times > 1)) return;
    await process.stdout.write(`${options.has('c') ? `${String(times).padStart(7)} ` : ''}${previous}\n`);
  };
  const key = (line: string): string => (options.has('i') ? line.toLowerCase() : line);
  const fine = await eachInput(process, options.operands.slice(0, 1), async (input) => {
    for await (const line of lines(input)) {
      if (previous !== undefined && key(previous) === key(line)) times += 1;
      else {
        await flush();
        previous = line;
        times = 1;
      }
    }
    await flush();
  });
  return fine ? 0 : 1;
});

export const cut: Command = program(async (process) => {
  const options = parseOptions(process, {
    // The last two have no letter.
    flags: 's≠',
    values: 'dfcb→',
    silent: 'n',
    long: {
      ...{ delimiter: 'd', fields: 'f', characters: 'c', bytes: 'b', 'only-delimited': 's' },
      ...{ 'output-delimiter': '→', complement: '≠' },
    },
  });
  const list = options.value('f') ?? options.value('c') ?? options.value('b');
  const usage = `\nTry '${programName(process)} --help' for more information.`;
  if (list === undefined) throw new Failure(`you must specify a list of bytes, characters, or fields${usage}`);
  // An empty one is the byte zero.
  const delimiter = options.value('d') === '' ? '\0' : (options.value('d') ?? '\t');
  if ([...delimiter].length > 1) throw new Failure(`the delimiter must be a single character${usage}`);
  const ranges = list.split(',').map((part) => {
    const found = /^(?:(\d+)|(\d*)-(\d*))$/.exec(part);
    if (found === null || part === '-')
      throw new Failure(`invalid ${options.has('f') ? 'field' : 'byte/character'} value '${part}'${usage}`);
    if (found[1] !== undefined) return [Number(found[1]), Number(found[1])] as const;
    return [Number(found[2] || 1), found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY] as const;
  });
  const chosen = (at: number): boolean => ranges.some(([from, to]) => at >= from && at <= to) !== options.has('≠');
  const between = options.value('→') ?? delimiter;
  const fine = await eachInput(process, options.operands, async (input) => {
    for await (const line of lines(input)) {
      if (!options.has('f')) {
        const parts: string[] = [];
        for (const [at, letter] of [...line].entries()) {
          if (!chosen(at + 1)) continue;
          if (at > 0 && chosen(at)) parts.push(`${parts.pop() ?? ''}${letter}`);
          else parts.push(letter);
        }
        await process.stdout.write(`${parts.join(options.value('→') ?? '')}\n`);
        continue;
      }
      const fields = line.split(delimiter);
      if (fields.length > 1) await process.stdout.write(`${fields.filter((_, at) => chosen(at + 1)).join(between)}\n`);
      else if (!options.has('s')) await process.stdout.write(`${line}\n`);
    }
  });
  return fine ? 0 : 1;
});

export const tr: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'dscC',
    long: { delete: 'd', 'squeeze-repeats': 's', complement: 'c' },
  });
  const [first, second] = options.operands;
  const usage = `\nTry '${programName(process)} --help' for more information.`;
  if (first === undefined) throw new Failure(`missing operand${usage}`);
  if (second === undefined && !options.has('d') && !options.has('s')) {
    throw new Failure(`missing operand after '${first}'\nTwo strings must be given when translating.${usage}`);
  }
  const from = expandSet(first);
  const to = second === undefined ? [] : expandSet(second);
  const members = new Map(from.map((char, at) => [char, at] as const));
  const complement = options.has('c') || options.has('C');
  const inFirst = (char: string): boolean => members.has(char) !== complement;
  const squeezed = new Set(options.has('s') ? (second === undefined ? [] : to) : []);
  let previous = '';
  const translate = (text: string): string => {
    let result = '';
    for (const char of text) {
      if (options.has('d') && inFirst(char)) continue;
      let next = char;
      if (!options.has('d') && second !== undefined && inFirst(char)) {
        next = (complement ? to.at(-1) : (to[members.get(char) ?? 0] ?? to.at(-1))) ?? char;
      }
      const squeezes = options.has('s') && (second === undefined ? inFirst(next) : squeezed.has(next));
      if (squeezes && next === previous) continue;
      previous = next;
      result += next;
    }
    return result;
  };
  for (let text = await process.stdin.read(); text !== undefined; text = await process.stdin.read())
    await process.stdout.write(translate(text));
  return 0;
});

const span = (from: string, to: string): string[] => {
  const chars: string[] = [];
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) chars.push(String.fromCharCode(code));
  return chars;
};
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  lower: span('a', 'z'),
  upper: span('A', 'Z'),
  alpha: [...span('A', 'Z'), ...span('a', 'z')],
  digit: span('0', '9'),
  alnum: [...span('0', '9'), ...span('A', 'Z'), ...span('a', 'z')],
  space: ['\t', '\n', '\v', '\f', '\r', ' '],
  blank: ['\t', ' '],
  punct: [...span('!', '/'), ...span(':', '@'), ...span('[', '`'), ...span('{', '~')],
  print: span(' ', '~'),
  cntrl: [...span('\0', '\x1f'), '\x7f'],
  xdigit: [...span('0', '9'), ...span('A', 'F'), ...span('a', 'f')],
};
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
};

function expandSet(text: string): string[] {
  const chars: string[] = [];
  let at = 0;
  const one = (): string => {
    if (text[at] !== '\\') {
      at += 1;
      return text[at - 1] ?? '';
    }
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1))?.[0];
    if (octal !== undefined) {
      at += 1 + octal.length;
      return String.fromCharCode(Number.parseInt(octal, 8));
    }
    at += 2;
    return ESCAPES[text[at - 1] ?? ''] ?? text[at - 1] ?? '\\';
  };
  while (at < text.length) {
    const named = /^\[:(\w+):\]/.exec(text.slice(at));
    if (named) {
      const known = CLASSES[named[1] ?? ''];
      if (known === undefined) throw new Failure(`invalid character class '${named[1]}'`);
      chars.push(...known);
      at += named[0].length;
      continue;
    }
    const from = one();
    if (text[at] === '-' && at + 1 < text.length) {
      at += 1;
      const to = one();
      if (to < from) throw new Failure(`range-endpoints of '${from}-${to}' are in reverse collating sequence order`);
      chars.push(...span(from, to));
    } else chars.push(from);
  }
  return chars;
}

export const rev: Command = program(async (process) => {
  const { lines: all, fine } = await allLines(process, process.argv.slice(1));
  await process.stdout.write(all.map((line) => `${[...line].reverse().join('')}\n`).join(''));
  return fine ? 0 : 1;
});

export const tac: Command = program(async (process) => {
  const options = parseOptions(process, { refused: 'brs' });
  const { lines: all, fine } = await allLines(process, options.operands);
  await process.stdout.write(
    all
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return fine ? 0 : 1;
});

export const nl: Command = program(async (process) => {
  const options = parseOptions(process, {
    values: 'bwsvin',
    refused: 'dfhlp',
    long: {
      ...{ 'body-numbering': 'b', 'number-width': 'w', 'number-separator': 's', 'starting-line-number': 'v' },
      ...{ 'line-increment': 'i', 'number-format': 'n' },
    },
  });
  const which = options.value('b') ?? 't';
  if (which.startsWith('p')) throw new Failure('practice hosts do not simulate -b p.');
  if (!['a', 't', 'n'].includes(which)) throw new Failure(`invalid body numbering style: '${which}'`);
  const form = options.value('n') ?? 'rn';
  if (!['ln', 'rn', 'rz'].includes(form)) throw new Failure(`invalid line numbering format: '${form}'`);
  const width = count(options.value('w') ?? '6', 'invalid line number field width');
  const step = count(options.value('i') ?? '1', 'invalid line number increment');
  const separator = options.value('s') ?? '\t';
  let number = count(options.value('v') ?? '1', 'invalid starting line number') - step;
  const { lines: all, fine } = await allLines(process, options.operands);
  const numbered = all.map((line) => {
    if (which === 'n' || (which === 't' && line === '')) return `${' '.repeat(width + separator.length)}${line}\n`;
    number += step;
    const text = String(number);
    const shown = form === 'ln' ? text.padEnd(width) : text.padStart(width, form === 'rz' ? '0' : ' ');
    return `${shown}${separator}${line}\n`;
  });
  await process.stdout.write(numbered.join(''));
  return fine ? 0 : 1;
});

/** Where no terminal says how wide it is. */
const ROOM = 80;

export const column: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 't',
    values: 'so',
    refused: 'cdeHJLlNnOpRrTWxik',
    long: { table: 't', separator: 's', 'output-separator': 'o' },
  });
  const { lines: all, fine } = await allLines(process, options.operands);
  const filled = all.filter((line) => line.trim() !== '');
  const between = options.value('s');
  // Each letter of it separates.
  const split = (line: string): readonly string[] =>
    between === undefined
      ? line.trim().split(/\s+/)
      : line.split(new RegExp(`[${between.replace(/[\\\]^-]/g, '\\$&')}]`));
  const shown = options.has('t')
    ? inColumns(filled.map(split), options.value('o') ?? '  ')
    : filledColumns(filled, process.stdout.terminal?.columns || ROOM);
  await process.stdout.write(shown.map((line) => `${line}\n`).join(''));
  return fine ? 0 : 1;
});
