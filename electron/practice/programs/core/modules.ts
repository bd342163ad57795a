/** `modprobe`, `modinfo`, `lsmod`: which of the kernel's modules a practice host has. What something uses is loaded. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import type { Command } from '../../os/machine.ts';
import { loadedModules } from '../../os/synthetic/host-files.ts';
import modules from './modules.json' with { type: 'json' };

interface Described {
  /** Under the kernel's folder of modules. */
  readonly path: string;
  /** As modinfo tells them, in their order. */
  readonly fields: readonly (readonly [key: string, value: string])[];
  readonly parms: readonly string[];
}

/** Recorded, but for those of the file systems and filters. */
const MODULES = modules as unknown as Readonly<Record<string, Described>>;

const has = ({ facts }: KernelState, name: string): boolean => {
  if (name === '8021q' || name === 'macvlan' || name === 'ipvlan') return facts.modules[name];
  return Object.hasOwn(MODULES, name);
};

const spelt = (name: string): string => name.replaceAll('-', '_');

export const modprobe: Command = async ({ argv, machine, stderr, user }) => {
  const flags = argv.slice(1).filter((word) => word.startsWith('-'));
  const names = argv.slice(1).filter((word) => !word.startsWith('-'));
  const set = (letter: string, long: string): boolean =>
    flags.some((flag) => flag === long || (/^-\w/.test(flag) && flag.includes(letter)));
  const kernel = machine.kernel();
  const [name] = names;
  const unsimulated =
    flags.find((flag) =>
      /^(?:-[a-zA-Z]*[DRcvCdSsbfF]|--(?:show-depends|showconfig|resolve-alias|first-time|verbose|force.*|config|dirname|set-version|syslog|use-blacklist))/.test(
        flag,
      ),
    ) ?? (set('a', '--all') ? undefined : names.slice(1).find((word) => word.includes('=')));
  if (unsimulated !== undefined) {
    await stderr.write(`modprobe: practice hosts do not simulate ${unsimulated}.\n`);
    return 1;
  }
  if (name === undefined) {
    await stderr.write('modprobe: ERROR: missing parameters. See -h.\n');
    return 1;
  }
  const wanted = set('a', '--all') ? names : [name];
  const quiet = set('q', '--quiet');
  for (const item of wanted.map(spelt)) {
    if (!has(kernel, item)) {
      if (!quiet)
        await stderr.write(
          `modprobe: FATAL: Module ${item} not found in directory /lib/modules/${kernel.facts.kernel}\n`,
        );
      return 1;
    }
    const loaded = loadedModules(kernel).find((module) => module.name === item);
    if (set('r', '--remove') && loaded !== undefined && loaded.references > 0) {
      await stderr.write(
        `modprobe: FATAL: Module ${item} is in use${loaded.users.length > 0 ? ` by: ${loaded.users.join(' ')}` : ''}.\n`,
      );
      return 1;
    }
    if (!set('n', '--dry-run') && user.uid !== 0) {
      await stderr.write(`modprobe: ERROR: could not insert '${item}': Operation not permitted\n`);
      return 1;
    }
  }
  if (set('n', '--dry-run')) return 0;
  const meant = wanted.map(spelt);
  machine.changeKernel(({ loaded = [], ...others }) => ({
    ...others,
    loaded: set('r', '--remove') ? loaded.filter((item) => !meant.includes(item)) : [...new Set([...loaded, ...meant])],
  }));
  return 0;
};

/** One field alone, by its letter. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ '-n': 'filename', '-d': 'description', '-l': 'license', '-a': 'author', '-p': 'parm' },
};

export const modinfo: Command = async ({ argv, machine, stdout, stderr }) => {
  const kernel = machine.kernel();
  const words = argv.slice(1);
  const at = words.findIndex((word) => word === '-F' || word === '--field');
  const field = at < 0 ? SHORT[words.find((word) => Object.hasOwn(SHORT, word)) ?? ''] : words[at + 1];
  const names = words.filter((word, place) => !word.startsWith('-') && !(at >= 0 && place === at + 1));
  let status = 0;
  if (names.length === 0) {
    await stderr.write('modinfo: ERROR: missing module or filename.\n');
    return 1;
  }
  for (const name of names.map(spelt)) {
    const module = MODULES[name];
    if (module === undefined || !has(kernel, name)) {
      await stderr.write(`modinfo: ERROR: Module ${name} not found.\n`);
      status = 1;
      continue;
    }
    const fields: readonly (readonly [string, string])[] = [
      ['filename', `/lib/modules/${kernel.facts.kernel}/kernel/${module.path}.ko`],
      ...module.fields,
      ['intree', 'Y'],
      ['name', name],
      ['vermagic', `${kernel.facts.kernel} SMP preempt mod_unload modversions `],
      ...module.parms.map((parm) => ['parm', parm] as const),
    ];
    const shown = fields.filter(([key]) => field === undefined || key === field);
    await stdout.write(
      shown.map(([key, value]) => (field === undefined ? `${`${key}:`.padEnd(16)}${value}\n` : `${value}\n`)).join(''),
    );
  }
  return status;
};

export const lsmod: Command = async ({ machine, stdout }) => {
  const lines = loadedModules(machine.kernel()).map(
    ({ name, size, users, references }) =>
      `${name.padEnd(19)} ${String(size).padStart(8)}  ${references}${users.length > 0 ? ` ${users.join(',')}` : ''}\n`,
  );
  await stdout.write(`Module                  Size  Used by\n${lines.join('')}`);
  return 0;
};
