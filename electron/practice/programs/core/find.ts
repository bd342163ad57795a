import { FileError, type FileStatus } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { pace } from '../../os/processes/pace.ts';
import { compilePattern, matches } from '../../posix/pattern.ts';
import { absolute, complain, Failure, program } from './program.ts';

interface Found {
  readonly path: string;
  readonly full: string;
  readonly status: FileStatus;
  /** A symbolic link, which nobody follows here. */
  readonly link: boolean;
}

type Test = (found: Found) => boolean | Promise<boolean>;

/** Bytes by the letter that sizes are written with; without one they count in blocks. */
const UNITS: Readonly<Record<string, number>> = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 };

const compares = (sign: string, own: number, asked: number): boolean =>
  sign === '+' ? own > asked : sign === '-' ? own < asked : own === asked;

/** What findutils 4.9 has beside. */
const REAL: readonly string[] = [
  ...['amin', 'anewer', 'atime', 'cmin', 'cnewer', 'context', 'ctime', 'daystart', 'depth', 'execdir', 'fls', 'follow'],
  ...['fprint', 'fprint0', 'fprintf', 'fstype', 'gid', 'group', 'ilname', 'inum', 'ipath', 'iregex', 'iwholename'],
  ...['links', 'lname', 'ls', 'mount', 'nogroup', 'noleaf', 'nouser', 'ok', 'okdir', 'perm', 'printf', 'quit'],
  ...['readable', 'regex', 'regextype', 'samefile', 'uid', 'used', 'user', 'warn', 'nowarn', 'wholename', 'writable'],
  ...['xdev', 'xtype', 'executable', 'files0-from', 'ignore_readdir_race', 'path', 'prune', 'empty', 'size', 'mtime'],
];

function lookAt({ userland: { files } }: Process, path: string, full: string): Found | undefined {
  const link = path.endsWith('/') ? undefined : files.readLink?.(full);
  const status = files.status(full);
  if (link === undefined) return status && { path, full, status, link: false };
  const own = { kind: 'file', owner: 'root', mode: 0o777, modified: status?.modified ?? 0 } as const;
  return { path, full, status: { ...own, size: link.length }, link: true };
}

export const find: Command = program(async (process) => {
  const args = process.argv.slice(1);
  const roots: string[] = [];
  while (args[0] !== undefined && !/^[-(!]/.test(args[0])) roots.push(args.shift() ?? '');
  const { test, least, most, depthFirst } = expression(process, args);
  let status = 0;
  const visit = async (found: Found, depth: number): Promise<void> => {
    const wait = pace();
    if (wait) await wait;
    if (!depthFirst && depth >= least) await test(found);
    if (found.status.kind === 'directory' && !found.link && depth < most) {
      for (const name of process.userland.files.list(found.full)) {
        const full = `${found.full === '/' ? '' : found.full}/${name}`;
        const next = lookAt(process, `${found.path.replace(/\/$/, '')}/${name}`, full);
        if (next) await visit(next, depth + 1);
      }
    }
    if (depthFirst && depth >= least) await test(found);
  };
  for (const path of roots.length > 0 ? roots : ['.']) {
    const full = absolute(process, path);
    const found = lookAt(process, path, full);
    if (found) await visit(found, 0);
    else {
      await complain(process, `'${path}': No such file or directory`);
      status = 1;
    }
  }
  return status;
});

function expression(process: Process, args: readonly string[]) {
  let at = 0;
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  let depthFirst = false;
  let acts = false;
  const { files } = process.userland;
  const value = (): string => {
    at += 1;
    const given = args[at - 1];
    if (given === undefined) throw new Failure(`missing argument to \`${args[at - 2]}'`);
    return given;
  };
  const or = (): Test => {
    let left = and();
    while (args[at] === '-o' || args[at] === '-or') {
      at += 1;
      const [before, after] = [left, and()];
      left = async (found) => (await before(found)) || (await after(found));
    }
    return left;
  };
  const and = (): Test => {
    let left: Test = () => true;
    while (at < args.length && args[at] !== '-o' && args[at] !== '-or' && args[at] !== ')') {
      if (args[at] === '-a' || args[at] === '-and') {
        at += 1;
        continue;
      }
      const [before, after] = [left, one()];
      left = async (found) => (await before(found)) && (await after(found));
    }
    return left;
  };
  const one = (): Test => {
    const word = args[at] ?? '';
    at += 1;
    switch (word) {
      case '!':
      case '-not': {
        const inner = one();
        return async (found) => !(await inner(found));
      }
      case '(': {
        const inner = or();
        if (args[at] !== ')')
          throw new Failure("invalid expression; I was expecting to find a ')' somewhere but did not see one.");
        at += 1;
        return inner;
      }
      case '-name':
      case '-iname': {
        const fold = (text: string): string => (word === '-iname' ? text.toLowerCase() : text);
        const pattern = compilePattern(fold(value()));
        return ({ path }) => matches(pattern, fold(path.replace(/\/+$/, '').replace(/^.*\//, '')));
      }
      case '-path': {
        const pattern = compilePattern(value());
        return ({ path }) => matches(pattern, path);
      }
      case '-type': {
        const kind = value();
        if (!/^[fdslbcp](,[fdslbcp])*$/.test(kind)) throw new Failure(`Unknown argument to -type: ${kind}`);
        return ({ status, link }) =>
          kind
            .split(',')
            .includes(link ? 'l' : status.device ? 'c' : { file: 'f', directory: 'd', socket: 's' }[status.kind]);
      }
      case '-empty':
        return ({ status, full }) =>
          status.kind === 'directory' ? files.list(full).length === 0 : status.kind === 'file' && status.size === 0;
      case '-size': {
        const given = value();
        const [, sign = '', number = '', unit = 'b'] = /^([-+]?)(\d+)([cwbkMG]?)$/.exec(given) ?? [];
        if (number === '') throw new Failure(`Invalid argument \`${given}' to -size`);
        const bytes = UNITS[unit] ?? 512;
        return ({ status }) => compares(sign, Math.ceil(status.size / bytes), Number(number));
      }
      case '-mtime':
      case '-mmin': {
        const given = value();
        const [, sign = '', number = ''] = /^([-+]?)(\d+)$/.exec(given) ?? [];
        if (number === '') throw new Failure(`invalid argument \`${given}' to \`${word}'`);
        const long = word === '-mmin' ? 60_000 : 86_400_000;
        const now = process.machine.clock.now();
        return ({ status }) => compares(sign, Math.floor((now - status.modified) / long), Number(number));
      }
      case '-newer': {
        const given = value();
        const other = files.status(absolute(process, given));
        if (other === undefined) throw new Failure(`‘${given}’: No such file or directory`);
        return ({ status }) => status.modified > other.modified;
      }
      case '-user': {
        const given = value();
        return ({ status }) => status.owner === given;
      }
      case '-maxdepth':
        most = Number(value());
        return () => true;
      case '-mindepth':
        least = Number(value());
        return () => true;
      case '-depth':
      case '-xdev':
      case '-mount':
        depthFirst ||= word === '-depth';
        return () => true;
      case '-print':
      case '-print0':
        acts = true;
        return async ({ path }) => {
          await process.stdout.write(word === '-print' ? `${path}\n` : `${path}\0`);
          return true;
        };
      case '-quit':
        return () => true;
      case '-prune':
        return () => true;
      case '-delete':
        acts = depthFirst = true;
        return async ({ path, full }) => {
          try {
            files.remove(full);
            return true;
          } catch (error) {
            if (!(error instanceof FileError)) throw error;
            await complain(process, `cannot delete '${path}': ${error.message}`);
            return false;
          }
        };
      case '-exec': {
        acts = true;
        const command: string[] = [];
        while (at < args.length && args[at] !== ';' && !(args[at] === '+' && args[at - 1] === '{}')) {
          command.push(args[at] ?? '');
          at += 1;
        }
        if (at >= args.length) throw new Failure("missing argument to `-exec'");
        at += 1;
        return async ({ path }) => (await process.run(command.map((each) => each.replaceAll('{}', path)))) === 0;
      }
      default:
        if (REAL.includes(word.slice(1)) && word.startsWith('-'))
          throw new Failure(`practice hosts do not simulate ${word}.`);
        throw new Failure(
          word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`,
        );
    }
  };
  const inner = or();
  const test: Test = acts
    ? inner
    : async (found) => {
        if (await inner(found)) await process.stdout.write(`${found.path}\n`);
        return true;
      };
  return { test, least, most, depthFirst };
}
