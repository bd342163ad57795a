/** `sysctl`, as procps 4 has it: it reads and writes files under /proc/sys. */
import { FileError } from '../../os/files/files.ts';
import type { Command, Process } from '../../os/machine.ts';
import { viewOf } from '../../os/network/view.ts';
import { type Regular, RegularError, regular } from '../../posix/regular.ts';
import { settingsOfSystem } from './setting-files.ts';

interface Options {
  readonly names: readonly string[];
  readonly write: boolean;
  readonly quiet: boolean;
  /** Values only, or names only. */
  readonly only: 'values' | 'names' | 'binary' | undefined;
  /** Says what it would set, and sets nothing. */
  readonly dry: boolean;
  readonly all: boolean;
  readonly ignore: boolean;
  readonly load: string | undefined;
  /** All files that are read at boot. */
  readonly system: boolean;
  readonly pattern: string | undefined;
}

function parse(words: readonly string[]): Options | { readonly unknown: string } | 'help' | 'version' {
  let options: Options = {
    names: [],
    write: false,
    quiet: false,
    only: undefined,
    dry: false,
    all: false,
    ignore: false,
    load: undefined,
    system: false,
    pattern: undefined,
  };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const letters = word.startsWith('--')
      ? [LONG[word.slice(2).split('=')[0] ?? ''] ?? word]
      : word.startsWith('-')
        ? [...word.slice(1)]
        : [];
    if (letters.length === 0) options = { ...options, names: [...options.names, word] };
    for (const letter of letters) {
      if (letter === 'w') options = { ...options, write: true };
      else if (letter === 'q') options = { ...options, quiet: true };
      else if (letter === 'n') options = { ...options, only: 'values' };
      else if (letter === 'b') options = { ...options, only: 'binary' };
      else if (letter === 'D') options = { ...options, dry: true };
      else if (letter === 'N') options = { ...options, only: 'names' };
      else if (letter === 'a' || letter === 'A' || letter === 'X') options = { ...options, all: true };
      else if (letter === 'S') options = { ...options, system: true };
      else if (letter === 'e') options = { ...options, ignore: true };
      else if (letter === 'h' || letter === 'd') return 'help';
      else if (letter === 'V') return 'version';
      else if (letter === 'o' || letter === 'x') continue;
      else if (letter === 'r') {
        at += 1;
        options = { ...options, all: true, pattern: words[at] ?? '' };
      } else if (letter === 'p' || letter === 'f') {
        const inline = word.split('=')[1];
        const next = words[at + 1];
        if (inline === undefined && next !== undefined && !next.startsWith('-')) at += 1;
        options = { ...options, load: inline ?? (next?.startsWith('-') ? undefined : next) ?? '/etc/sysctl.conf' };
      } else return { unknown: letter };
    }
  }
  return options;
}

const LONG: Readonly<Record<string, string>> = {
  write: 'w',
  quiet: 'q',
  values: 'n',
  names: 'N',
  all: 'a',
  ignore: 'e',
  help: 'h',
  version: 'V',
  load: 'p',
  pattern: 'r',
  system: 'S',
  binary: 'b',
  'dry-run': 'D',
  // None of those that there are is deprecated.
  deprecated: 'x',
};

/** In a name the first separator decides: `net.ipv4.conf.ens33/10.rp_filter` and `net/ipv4/conf/ens33.10/rp_filter` are one. */
function pathOf(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '.') return `/proc/sys/${name}`;
  return `/proc/sys/${name.replace(/[./]/g, (mark) => (mark === '.' ? '/' : '.'))}`;
}

const nameOf = (path: string): string =>
  path.slice('/proc/sys/'.length).replace(/[./]/g, (mark) => (mark === '/' ? '.' : '/'));

export const sysctl: Command = async (process) => {
  const { argv, stdout, stderr } = process;
  const options = parse(argv.slice(1));
  if (options === 'version') {
    await stdout.write('sysctl from procps-ng 4.0.2\n');
    return 0;
  }
  if (options === 'help') {
    await stdout.write(USAGE);
    return 0;
  }
  if ('unknown' in options) {
    const { unknown } = options;
    await stderr.write(
      `sysctl: ${unknown.startsWith('--') ? 'unrecognized option' : 'invalid option --'} '${unknown}'\n`,
    );
    await stdout.write(USAGE);
    return 0;
  }
  let status = 0;
  if (options.system) status |= await loadAll(process, options);
  else if (options.load !== undefined) status |= await load(process, options, options.load);
  else if (options.all) await showAll(process, options);
  else if (options.names.length === 0) {
    if (argv.length > 1)
      await stderr.write("sysctl: no variables specified\nTry `sysctl --help' for more information.\n");
    else await stdout.write(USAGE);
    return 1;
  }
  for (const [at, name] of options.names.entries()) {
    if (options.load !== undefined || options.system) break;
    const isWrong = options.write && !name.includes('=');
    status |= await one(process, options, name, `command line(${at})`);
    // Behind one that cannot be read the others are not looked at.
    if (isWrong) break;
  }
  return status;
};

async function one(process: Process, options: Options, text: string, where: string): Promise<number> {
  const equals = text.indexOf('=');
  if (equals === -1 && !options.write) return show(process, options, text);
  if (equals === -1) {
    await process.stderr.write(`sysctl: ${where}: invalid syntax, continuing...\n`);
    return 1;
  }
  return set(process, options, text.slice(0, equals).trim(), text.slice(equals + 1).trim());
}

/** In a container, what its own network namespace has, whatever its /proc shows. */
function valueAt(process: Process, path: string): string | undefined {
  const { net, userland } = process;
  if (net.kind === 'container')
    return viewOf(process).kernel.sysctls[path.slice('/proc/sys/'.length).replaceAll('/', '.')];
  return userland.files.status(path)?.kind === 'file' ? userland.files.read(path).trimEnd() : undefined;
}

async function show(process: Process, options: Options, name: string): Promise<number> {
  const { userland, stdout, stderr } = process;
  const { only, ignore } = options;
  const path = pathOf(name);
  const value = valueAt(process, path);
  if (value !== undefined) {
    await stdout.write(line(nameOf(path), value, only));
    return 0;
  }
  if (userland.files.status(path)?.kind === 'directory' && process.net.kind !== 'container') {
    await showAll(process, options, path);
    return 0;
  }
  if (ignore) return 0;
  await stderr.write(`sysctl: cannot stat ${path}: No such file or directory\n`);
  return 1;
}

const line = (name: string, value: string, only: Options['only']): string =>
  only === 'binary'
    ? value
    : only === 'values'
      ? `${value}\n`
      : only === 'names'
        ? `${name}\n`
        : `${name} = ${value}\n`;

async function set(
  process: Process,
  { quiet, only, ignore, dry }: Options,
  name: string,
  value: string,
): Promise<number> {
  const { userland, stdout, stderr, user, net } = process;
  const path = pathOf(name.replace(/^-/, ''));
  const shown = nameOf(path);
  if (valueAt(process, path) === undefined) {
    if (ignore) return 0;
    await stderr.write(`sysctl: cannot stat ${path}: No such file or directory\n`);
    return 1;
  }
  const inside = net.kind === 'container' ? process.machine.engine?.containerOf(userland.files) : undefined;
  if (net.kind === 'container' && inside?.privileged !== true) {
    await stderr.write(`sysctl: setting key "${shown}", ignoring: Read-only file system\n`);
    return 1;
  }
  if (user.uid !== 0) {
    await stderr.write(`sysctl: permission denied on key "${shown}"\n`);
    return 1;
  }
  try {
    if (!dry) userland.files.write(path, `${value}\n`);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await stderr.write(`sysctl: setting key "${shown}": ${error.message}\n`);
    return 1;
  }
  if (!quiet) await stdout.write(line(shown, value, only));
  return 0;
}

async function load(process: Process, options: Options, path: string): Promise<number> {
  const { userland, stderr, stdin } = process;
  if (path !== '-' && userland.files.status(path)?.kind !== 'file') {
    await stderr.write(`sysctl: cannot open "${path}": No such file or directory\n`);
    return 1;
  }
  const text = path === '-' ? await stdin.all() : userland.files.read(path);
  let status = 0;
  for (const [at, item] of text.split('\n').entries()) {
    if (/^\s*([#;]|$)/.test(item)) continue;
    status |= await one(process, { ...options, write: true }, item.trim(), `${path}(${at + 1})`);
  }
  return status;
}

async function loadAll(process: Process, options: Options): Promise<number> {
  let status = 0;
  const paths = settingsOfSystem(process.userland.files);
  // All are read before any is heeded.
  for (const path of paths) await process.stdout.write(`* Applying ${path} ...\n`);
  for (const path of paths) status |= await load(process, options, path);
  return status;
}

async function showAll(process: Process, { only, pattern }: Options, folder = '/proc/sys'): Promise<void> {
  const { files } = process.userland;
  let like: Regular | undefined;
  try {
    like = pattern === undefined ? undefined : regular(pattern, { extended: true });
  } catch (error) {
    if (error instanceof RegularError) return;
    throw error;
  }
  const walk = (path: string): readonly string[] =>
    files.status(path)?.kind === 'directory' ? files.list(path).flatMap((name) => walk(`${path}/${name}`)) : [path];
  const lines = walk(folder)
    .filter((path) => like === undefined || like.exec(nameOf(path)) !== undefined)
    .map((path) => line(nameOf(path), files.read(path).trimEnd(), only));
  await process.stdout.write(lines.join(''));
}

const USAGE = `
Usage:
 sysctl [options] [variable[=value] ...]

Options:
  -a, --all            display all variables
  -A                   alias of -a
  -X                   alias of -a
      --deprecated     include deprecated parameters to listing
      --dry-run        Print the key and values but do not write
  -b, --binary         print value without new line
  -e, --ignore         ignore unknown variables errors
  -N, --names          print variable names without values
  -n, --values         print only values of the given variable(s)
  -p, --load[=<file>]  read values from file
  -f                   alias of -p
      --system         read values from all system directories
  -r, --pattern <expression>
                       select setting that match expression
  -q, --quiet          do not echo variable set
  -w, --write          enable writing a value to variable
  -o                   does nothing
  -x                   does nothing
  -d                   alias of -h

 -h, --help     display this help and exit
 -V, --version  output version information and exit

For more details see sysctl(8).
`;
