/** What the small programs have in common: options, files named as arguments, and words for what went wrong. */
import { FileError } from '../../os/files/files.ts';
import { type Opening, openFile } from '../../os/files/open-file.ts';
import { ownPath, resolvePath } from '../../os/files/paths.ts';
import type { Command, Process } from '../../os/machine.ts';
import { Descriptors, type OpenFile } from '../../os/processes/descriptors.ts';
import { insideOf } from '../../os/processes/launch.ts';
import { readRow } from '../../os/processes/pipe.ts';
import type { Input } from '../../os/streams.ts';
import { appletUsage } from '../busybox/applet-usage.ts';
import { isRealLetter, realNames } from './real-options.ts';

/** Ends a program with words on standard error; they get the program's name before them. */
export class Failure extends Error {
  readonly status: number;
  constructor(message: string, status = 1) {
    super(message);
    this.status = status;
  }
}

/** How a program is called, told without its name. */
export class Usage extends Failure {}

export interface Options {
  has(letter: string): boolean;
  /** The last value of an option that takes one. */
  value(letter: string): string | undefined;
  values(letter: string): readonly string[];
  readonly operands: readonly string[];
}

export interface Accepted {
  /** Letters of options without a value. */
  readonly flags?: string;
  /** Letters of options with one. */
  readonly values?: string;
  /** Those without a value that change nothing that could be told on a practice host: `-u` of cat, `-k` of what counts in kilobytes anyhow. */
  readonly silent?: string;
  /** Those that the real program takes, with a value or without, and no practice host simulates: it says so. */
  readonly refused?: string;
  /** Long names by the letter that they stand for. */
  readonly long?: Readonly<Record<string, string>>;
  /** Status for an option that is not known. */
  readonly status?: number;
  /** The same of busybox's program of that name. Undefined: 1. */
  readonly appletStatus?: number;
  /** The first operand ends the options: what follows is another program's. */
  readonly stops?: boolean;
  /** What is wrong is all it says: it does not name its help. */
  readonly terse?: boolean;
  /** Said behind what is wrong, instead of where help is. */
  readonly usage?: string;
}

const begunBy = (long: Readonly<Record<string, string>>, begun: string): readonly string[] =>
  Object.keys(long).filter((key) => key.startsWith(begun));

/** @throws Failure */
export function parseOptions(
  process: Process,
  {
    flags: asked = '',
    values = '',
    silent = '',
    refused = '',
    long = {},
    status = 1,
    appletStatus = 1,
    stops,
    terse,
    usage: ownUsage,
  }: Accepted,
): Options {
  const name = programName(process);
  const flags = asked + silent;
  const refuse = (option: string): never => {
    throw new Failure(`practice hosts do not simulate ${option}.`, status);
  };
  const found = new Map<string, string[]>();
  const operands: string[] = [];
  const args = process.argv.slice(1);
  const add = (letter: string, value: string): void => {
    found.set(letter, [...(found.get(letter) ?? []), value]);
  };
  const wrong = (what: string): never => {
    const usage = isBusybox(process) ? appletUsage(name) : undefined;
    if (usage !== undefined) throw new Failure(`${what}\n${usage}`, appletStatus);
    if (ownUsage !== undefined) throw new Failure(`${what}\n${ownUsage.trimEnd()}`, status);
    throw new Failure(terse ? what : `${what}\nTry '${name} --help' for more information.`, status);
  };
  const real = (begun: string): readonly string[] => (isBusybox(process) ? [] : realNames(name, begun));
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [said = '', given] = arg.slice(2).split(/=(.*)/s);
      const meant = Object.hasOwn(long, said) ? [said] : [...new Set([...begunBy(long, said), ...real(said)])];
      if (meant.length > 1)
        wrong(`option '${arg}' is ambiguous; possibilities: ${meant.map((one) => `'--${one}'`).join(' ')}`);
      const [key = said] = meant;
      const letter = Object.hasOwn(long, key) ? long[key] : undefined;
      if (letter === undefined) {
        if (meant.length > 0) refuse(`--${key}`);
        wrong(`unrecognized option '${arg}'`);
      } else if (refused.includes(letter)) refuse(`--${key}`);
      else if (values.includes(letter)) {
        if (given === undefined) at += 1;
        add(letter, given ?? args[at] ?? wrong(`option '--${key}' requires an argument`));
      } else add(letter, '');
    } else if (/^-./.test(arg)) {
      const letters = [...arg.slice(1)];
      for (const [index, letter] of letters.entries()) {
        if (refused.includes(letter)) refuse(`-${letter}`);
        if (values.includes(letter)) {
          const attached = letters.slice(index + 1).join('');
          if (attached === '') at += 1;
          add(letter, attached || (args[at] ?? wrong(`option requires an argument -- '${letter}'`)));
          break;
        }
        if (!flags.includes(letter)) {
          if (isRealLetter(name, letter, isBusybox(process))) refuse(`-${letter}`);
          wrong(`invalid option -- '${letter}'`);
        }
        add(letter, '');
      }
    } else {
      operands.push(arg);
      if (stops) {
        operands.push(...args.slice(at + 1));
        break;
      }
    }
  }
  return {
    has: (letter) => found.has(letter),
    value: (letter) => found.get(letter)?.at(-1),
    values: (letter) => found.get(letter) ?? [],
    operands,
  };
}

/** Whether the program is one of busybox's, which has other words for many things. */
export const isBusybox = ({ userland }: Pick<Process, 'userland'>): boolean => userland.commands.has('ash');

export const programName = ({ argv }: Process): string => argv[0]?.replace(/^.*\//, '') ?? '';

/** A program whose failures are said and are its status. */
export function program(body: (process: Process) => Promise<number>): Command {
  return async (process) => {
    try {
      return await body(process);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error instanceof Usage) await process.stderr.write(`${error.message}\n`);
      else await complain(process, error.message);
      return error.status;
    }
  };
}

export const complain = (process: Process, message: string): Promise<void> =>
  process.stderr.write(`${programName(process)}: ${message}\n`);

export const umaskOf = ({ umask = 0o022 }: Process): number => umask;

/** What a file that nobody has made yet may be done with. */
export const newMode = (process: Process): number => 0o666 & ~umaskOf(process);

/** @throws FileError */
export function open(process: Process, path: string, how: Opening): OpenFile {
  const { userland, user, cwd } = process;
  const descriptors = insideOf(process)?.descriptors ?? new Descriptors();
  return openFile(ownPath(resolvePath(cwd, path), process.pid), how, {
    files: userland.files,
    user,
    cwd,
    descriptors,
    umask: umaskOf(process),
  });
}

/** @param path `-` is standard input. @throws FileError */
export async function withInput<T>(process: Process, path: string, body: (input: Input) => Promise<T>): Promise<T> {
  if (path === '-') return await body(process.stdin);
  const file = open(process, path, 'read');
  try {
    if (file.input === undefined) throw new FileError('EINVAL');
    return await body(file.input);
  } finally {
    file.release();
  }
}

/** Each input named, standard input where none is; what cannot be read is said, and then the result is false. */
export async function eachInput(
  process: Process,
  paths: readonly string[],
  body: (input: Input, path: string) => Promise<void>,
): Promise<boolean> {
  let fine = true;
  for (const path of paths.length > 0 ? paths : ['-']) {
    try {
      await withInput(process, path, (input) => body(input, path));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await complain(process, `${path}: ${error.message}`);
      fine = false;
    }
  }
  return fine;
}

/** Each line, without its end. */
export async function* lines(input: Input): AsyncGenerator<string> {
  for await (const row of rows(input)) yield row.endsWith('\n') ? row.slice(0, -1) : row;
}

/** Line by line with their ends; the last one may have none. */
export async function* rows(input: Input): AsyncGenerator<string> {
  for (let row = await readRow(input); row !== undefined; row = await readRow(input)) yield row;
}

const LONGEST = 32 * 1024 * 1024;

/** All lines of all inputs, as far as there is room for them. */
export async function allLines(
  process: Process,
  paths: readonly string[],
): Promise<{ readonly lines: string[]; readonly fine: boolean }> {
  const found: string[] = [];
  let size = 0;
  const fine = await eachInput(process, paths, async (input) => {
    let begun = '';
    for (let text = await input.read(); text !== undefined; text = await input.read()) {
      const parts = (begun + text).split('\n');
      begun = parts.pop() ?? '';
      for (const part of parts) found.push(part);
      size += text.length + parts.length * 16;
      if (size > LONGEST) throw new Failure('memory exhausted', 2);
    }
    if (begun !== '') found.push(begun);
  });
  return { lines: found, fine };
}

export const absolute = ({ cwd, pid }: Process, path: string): string => ownPath(resolvePath(cwd, path), pid);

/** @throws Failure */
export function count(text: string, words: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Failure(`${words}: '${text}'`);
}
