/** The words of a call of `tar`: letters without a dash, with one, or long names, and what stands between names. */

import type { Process } from '../../os/machine.ts';
import { appletUsage } from '../busybox/applet-usage.ts';
import { Failure, isBusybox, programName, Usage } from '../core/program.ts';

/** A file to be put into an archive or taken out of it, and in which folder its name is looked for. */
export interface Named {
  readonly folder: string;
  readonly path: string;
}

export interface Asked {
  readonly operation: 'c' | 'x' | 't' | 'r';
  /** Undefined: standard input or output. */
  readonly archive: string | undefined;
  readonly named: readonly Named[];
  /** The last one: where what comes out of an archive is put. */
  readonly folder: string;
  readonly gzip: boolean;
  /** Another program packs it, which is not there. */
  readonly packer: string | undefined;
  readonly verbose: boolean;
  readonly toOutput: boolean;
  readonly keepsOld: boolean;
  readonly absolute: boolean;
  readonly follows: boolean;
  readonly excluded: readonly string[];
  readonly stripped: number;
}

const OPERATIONS = ['c', 'x', 't', 'r', 'u', 'A', 'd'];

const LONG: Readonly<Record<string, string>> = {
  ...{ create: 'c', extract: 'x', get: 'x', list: 't', append: 'r', update: 'u', concatenate: 'A', diff: 'd' },
  ...{ file: 'f', directory: 'C', gzip: 'z', gunzip: 'z', ungzip: 'z', bzip2: 'j', xz: 'J', verbose: 'v' },
  ...{ 'to-stdout': 'O', 'preserve-permissions': 'p', 'same-permissions': 'p', 'keep-old-files': 'k' },
  ...{ 'absolute-names': 'P', dereference: 'h', 'no-same-owner': 'o', 'same-owner': 's', overwrite: 's' },
  ...{ 'strip-components': '1', exclude: '2', 'auto-compress': 'a', wildcards: 's', 'numeric-owner': '3' },
};

/** Of letters, those that stand for something here; a digit has no letter of its own. */
const VALUES = 'fC12';
/** Whoever takes things out here is root mostly, owns what comes out and keeps its permissions. */
const SILENT = 'posSamB';
const FLAGS = `zjJvOkPh${OPERATIONS.join('')}`;
const UNSIMULATED = 'TXWMLNgFGKIbHUlnVEi3';

const PACKERS: Readonly<Record<string, string>> = { j: 'bzip2', J: 'xz' };

/** @throws Failure */
export function askedOf(process: Process): Asked {
  const args = process.argv.slice(1);
  const busybox = isBusybox(process);
  const hint = (what: string): Failure =>
    busybox
      ? new Usage(appletUsage('tar') ?? what, 1)
      : new Failure(`${what}\nTry 'tar --help' or 'tar --usage' for more information.`, 2);
  const found = new Map<string, string>();
  const operations = new Set<string>();
  const named: Named[] = [];
  const excluded: string[] = [];
  let folder = '.';
  const put = (letter: string, value: string): void => {
    if (OPERATIONS.includes(letter)) operations.add(letter);
    if (letter === '2' && named.length > 0)
      throw new Failure('practice hosts do not simulate --exclude behind names: it stands before them.', 2);
    if (letter === '2') excluded.push(value);
    else if (letter === 'C') folder = value.startsWith('/') || folder === '.' ? value : `${folder}/${value}`;
    else found.set(letter, value);
  };
  const letterOf = (letter: string): void => {
    if (UNSIMULATED.includes(letter)) throw new Failure(`practice hosts do not simulate -${letter}.`, 2);
    if (!(FLAGS + SILENT + VALUES).includes(letter)) throw hint(`tar: invalid option -- '${letter}'`.slice(5));
  };
  let at = 0;
  const [first = ''] = args;
  if (first !== '' && !first.startsWith('-')) {
    at = 1;
    for (const letter of first) {
      letterOf(letter);
      if (!VALUES.includes(letter)) put(letter, '');
      else {
        const value = args[at];
        if (value === undefined) throw hint(`Old option '${letter}' requires an argument.`);
        at += 1;
        put(letter, value);
      }
    }
  }
  for (; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg.startsWith('--') && arg.length > 2) {
      const [name = '', given] = arg.slice(2).split(/=(.*)/s);
      const letter = LONG[name];
      if (letter === undefined) throw new Failure(`practice hosts do not simulate --${name}.`, 2);
      if (UNSIMULATED.includes(letter)) throw new Failure(`practice hosts do not simulate --${name}.`, 2);
      if (!VALUES.includes(letter)) put(letter, '');
      else {
        if (given === undefined) at += 1;
        const value = given ?? args[at];
        if (value === undefined) throw hint(`option '--${name}' requires an argument`);
        put(letter, value);
      }
    } else if (/^-./.test(arg)) {
      const letters = [...arg.slice(1)];
      for (const [place, letter] of letters.entries()) {
        letterOf(letter);
        if (!VALUES.includes(letter)) {
          put(letter, '');
          continue;
        }
        const attached = letters.slice(place + 1).join('');
        if (attached === '') at += 1;
        const value = attached || args[at];
        if (value === undefined) throw hint(`option requires an argument -- '${letter}'`);
        put(letter, value);
        break;
      }
    } else named.push({ folder, path: arg });
  }
  const [operation] = operations;
  if (operation === undefined)
    throw hint("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
  if (operations.size > 1)
    throw hint("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option");
  if (operation !== 'c' && operation !== 'x' && operation !== 't' && operation !== 'r')
    throw new Failure(`practice hosts do not simulate -${operation} of ${programName(process)}.`, 2);
  if (operation === 'c' && named.length === 0 && !busybox) throw hint('Cowardly refusing to create an empty archive');
  if (operation === 'c' && named.length === 0) throw new Failure('empty archive', 1);
  const archive = found.get('f');
  const byName = found.has('a') && operation === 'c' ? /\.(?:gz|tgz|bz2|tbz|xz)$/.exec(archive ?? '')?.[0] : undefined;
  const packer = [...'jJ'].find((letter) => found.has(letter));
  return {
    operation,
    archive: archive === '-' ? undefined : archive,
    named,
    folder,
    gzip: found.has('z') || byName === '.gz' || byName === '.tgz',
    packer: packer && PACKERS[packer],
    verbose: found.has('v'),
    toOutput: found.has('O'),
    keepsOld: found.has('k'),
    absolute: found.has('P'),
    follows: found.has('h'),
    excluded,
    stripped: Number(found.get('1') ?? 0),
  };
}
