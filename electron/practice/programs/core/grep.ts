import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { pace } from '../../os/processes/pace.ts';
import { PerlError, perl } from '../../posix/perl-pattern.ts';
import { type Match, type Regular, RegularError, regular } from '../../posix/regular.ts';
import { appletUsage } from '../busybox/applet-usage.ts';
import {
  absolute,
  complain,
  Failure,
  isBusybox,
  lines,
  type Options,
  parseOptions,
  program,
  Usage,
  withInput,
} from './program.ts';

const OPTIONS = {
  flags: 'sqviEFGoxcnrRHhlLwa',
  values: 'efmABC',
  status: 2,
  appletStatus: 2,
  long: {
    'ignore-case': 'i',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'perl-regexp': 'P',
    count: 'c',
    quiet: 'q',
    silent: 'q',
    recursive: 'r',
    'invert-match': 'v',
    'line-number': 'n',
    'only-matching': 'o',
    'no-messages': 's',
    'word-regexp': 'w',
    'files-with-matches': 'l',
    regexp: 'e',
    color: 'a',
  },
};

export const grep: Command = program((process) => search(process, ''));
export const egrep: Command = program((process) => search(process, 'E'));
export const fgrep: Command = program((process) => search(process, 'F'));

async function search(given: Process, how: string): Promise<number> {
  if (/^--colou?r=(?:always|yes|force)$/m.test(given.argv.join('\n')))
    throw new Failure('practice hosts do not simulate colours.', 2);
  const argv = given.argv.filter((arg) => !/^--colou?r(?:=|$)/.test(arg));
  const options = parseOptions(
    { ...given, argv },
    isBusybox(given) ? OPTIONS : { ...OPTIONS, flags: `${OPTIONS.flags}P` },
  );
  if (options.has('P') && ([...'EFG'].some((letter) => options.has(letter)) || how !== ''))
    throw new Failure('conflicting matchers specified', 2);
  const operands = [...options.operands];
  const patterns = options.has('e') ? options.values('e') : [operands.shift() ?? usage(given)];
  const wanted = patterns.flatMap((pattern) => pattern.split('\n')).map((pattern) => matcher(pattern, options, how));
  const recursive = options.has('r') || options.has('R');
  const paths = operands.length > 0 ? operands : [recursive ? '.' : '-'];
  const named = options.has('H') || (!options.has('h') && (paths.length > 1 || recursive));
  let status = 1;
  let failed = false;
  for (const path of recursive ? paths.flatMap((each) => below(given, each)) : paths) {
    try {
      const found = await withInput(given, path, (input) =>
        inFile(given, input, path === '-' ? '(standard input)' : path, wanted, options, named),
      );
      if (found) status = 0;
      if (found && options.has('q')) return 0;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      failed = true;
      if (!options.has('s'))
        await complain(given, error.code === 'EISDIR' ? `${path}: Is a directory` : `${path}: ${error.message}`);
    }
  }
  return failed && !(status === 0 && options.has('q')) ? 2 : status;
}

function usage(process: Process): never {
  const own = isBusybox(process) ? appletUsage('grep') : undefined;
  throw new Usage(own ?? "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", 2);
}

function below(process: Process, path: string): readonly string[] {
  const { files } = process.userland;
  const status = files.status(absolute(process, path));
  if (status?.kind !== 'directory') return [path];
  return files
    .list(absolute(process, path))
    .flatMap((name) => below(process, path === '.' ? name : `${path.replace(/\/$/, '')}/${name}`));
}

type Matcher = (line: string, from: number) => Match | undefined;

function matcher(pattern: string, options: Options, how: string): Matcher {
  const whole = options.has('x');
  if (pattern === '' && !whole) return (_, from) => [from, from];
  const fixed = options.has('F') || how === 'F';
  const extended = fixed || options.has('E') || how === 'E';
  const text = fixed ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : pattern;
  const [open, close] = extended ? ['(', ')'] : ['\\(', '\\)'];
  const bound = options.has('w') ? `\\b${open}${text}${close}\\b` : text;
  let compiled: Regular;
  if (options.has('P')) return perlMatcher(pattern, options);
  try {
    compiled = regular(whole ? `^${open}${text}${close}$` : bound, { extended, ignoreCase: options.has('i') });
  } catch (error) {
    if (error instanceof RegularError)
      throw new Failure(error.message.startsWith('Unmatched [') ? 'Invalid regular expression' : error.message, 2);
    throw error;
  }
  return (line, from) => compiled.exec(line, from);
}

function perlMatcher(pattern: string, options: Options): Matcher {
  const bound = options.has('x') ? `^(?:${pattern})$` : options.has('w') ? `(?<!\\w)(?:${pattern})(?!\\w)` : pattern;
  const said = <Result>(body: () => Result): Result => {
    try {
      return body();
    } catch (error) {
      throw error instanceof PerlError ? new Failure(error.message, 2) : error;
    }
  };
  const compiled = said(() => perl(bound, { ignoreCase: options.has('i') }));
  return (line, from) => said(() => compiled.exec(line, from));
}

async function inFile(
  { stdout }: Process,
  input: Parameters<typeof lines>[0],
  name: string,
  wanted: readonly Matcher[],
  options: Options,
  named: boolean,
): Promise<boolean> {
  const most = Number(options.value('m') ?? Number.POSITIVE_INFINITY);
  const after = Number(options.value('A') ?? options.value('C') ?? 0);
  const before = Number(options.value('B') ?? options.value('C') ?? 0);
  let found = 0;
  let number = 0;
  let trailing = 0;
  let printed = 0;
  const recent: { readonly number: number; readonly line: string }[] = [];
  const show = async (text: string, at: number, mark: ':' | '-'): Promise<void> => {
    const head = `${named ? `${name}${mark}` : ''}${options.has('n') ? `${at}${mark}` : ''}`;
    await stdout.write(`${head}${text}\n`);
    printed = at;
  };
  const quiet = options.has('q') || options.has('c') || options.has('l') || options.has('L');
  for await (const line of lines(input)) {
    const wait = pace();
    if (wait) await wait;
    number += 1;
    const matches = wanted.some((each) => each(line, 0) !== undefined);
    if (matches === options.has('v')) {
      if (trailing > 0 && !quiet) await show(line, number, '-');
      trailing -= 1;
      recent.push({ number, line });
      if (recent.length > before) recent.shift();
      continue;
    }
    found += 1;
    if (options.has('q') || options.has('l')) break;
    if (!quiet) {
      if ((before > 0 || after > 0) && printed > 0 && (recent[0]?.number ?? number) > printed + 1)
        await stdout.write('--\n');
      for (const each of recent.splice(0)) if (each.number > printed) await show(each.line, each.number, '-');
      if (options.has('o'))
        for (const part of options.has('v') ? [] : parts(line, wanted)) await show(part, number, ':');
      else await show(line, number, ':');
      trailing = after;
    }
    if (found >= most) break;
  }
  if (options.has('c')) await stdout.write(`${named ? `${name}:` : ''}${found}\n`);
  if (options.has('l') && found > 0) await stdout.write(`${name}\n`);
  if (options.has('L') && found === 0) await stdout.write(`${name}\n`);
  return found > 0;
}

/** What `-o` shows: each match that is not empty. */
function parts(line: string, wanted: readonly Matcher[]): readonly string[] {
  const found: string[] = [];
  for (let from = 0; from <= line.length; ) {
    const matches = wanted.map((each) => each(line, from)).filter((each) => each !== undefined);
    const first = matches.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (b[1] ?? 0) - (a[1] ?? 0))[0];
    if (first === undefined) break;
    const [begin = 0, end = 0] = first;
    if (end > begin) found.push(line.slice(begin, end));
    from = Math.max(end, begin + 1, from + 1);
    if (end > begin) from = end;
  }
  return found;
}
