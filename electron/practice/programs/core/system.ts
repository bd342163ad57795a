/** Who this machine is: `hostname`, `uname`, `systemd-detect-virt`. */

import type { Command } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { viewOf } from '../../os/network/view.ts';
import { isBusybox } from './program.ts';

export const hostname: Command = async (process) => {
  const { argv, stdout, stderr, user, userland, machine, net } = process;
  const words = argv.slice(1);
  const flags = words.filter((word) => word.startsWith('-')).join('');
  const [name] = words.filter((word) => !word.startsWith('-'));
  if (/^-[a-zA-Z]*i/.test(flags) || flags.includes('--ip-address')) {
    const own = resolve(process, userland.hostname);
    if (own === undefined && !isBusybox(process)) {
      await stderr.write('hostname: Temporary failure in name resolution\n');
      return 1;
    }
    await stdout.write(`${own ?? '127.0.0.1'}\n`);
    return 0;
  }
  if (/^-[a-zA-Z]*I/.test(flags) || flags.includes('--all-ip-addresses')) {
    const own = viewOf(process)
      .kernel.links.filter(({ kind }) => kind !== 'loopback')
      .flatMap(({ addresses }) => addresses)
      .filter(({ scope }) => scope === 'global');
    await stdout.write(`${own.map(({ address }) => `${address} `).join('')}\n`);
    return 0;
  }
  if (name === undefined) {
    await stdout.write(`${userland.hostname}\n`);
    return 0;
  }
  if (user.uid !== 0 || net.kind === 'container') {
    await stderr.write(
      isBusybox(process)
        ? 'hostname: sethostname: Operation not permitted\n'
        : 'hostname: you must be root to change the host name\n',
    );
    return 1;
  }
  machine.changeKernel((kernel) => ({ ...kernel, hostname: name }));
  return 0;
};

/** What `uname -m` says. */
export const arch: Command = async ({ stdout }) => {
  await stdout.write('x86_64\n');
  return 0;
};

export const uname: Command = async ({ argv, stdout, stderr, userland, machine }) => {
  const { kernel: release } = machine.kernel().facts;
  const parts: readonly (readonly [string, string, string])[] = [
    ['s', 'kernel-name', 'Linux'],
    ['n', 'nodename', userland.hostname],
    ['r', 'kernel-release', release],
    ['v', 'kernel-version', '#1 SMP PREEMPT_DYNAMIC Debian (simulated by Trunkline)'],
    ['m', 'machine', 'x86_64'],
    ['p', 'processor', 'unknown'],
    ['i', 'hardware-platform', 'unknown'],
    ['o', 'operating-system', 'GNU/Linux'],
  ];
  const wanted = new Set<string>();
  for (const word of argv.slice(1)) {
    const letters = word.startsWith('--')
      ? [word === '--all' ? 'a' : (parts.find(([, long]) => long === word.slice(2))?.[0] ?? '?')]
      : [...word.replace(/^-/, '')];
    for (const letter of letters) {
      if (letter === 'a') for (const [short] of parts) if (short !== 'p' && short !== 'i') wanted.add(short);
      if (letter !== 'a' && !parts.some(([short]) => short === letter)) {
        await stderr.write(`uname: invalid option -- '${letter}'\nTry 'uname --help' for more information.\n`);
        return 1;
      }
      if (letter !== 'a') wanted.add(letter);
    }
  }
  if (wanted.size === 0) wanted.add('s');
  await stdout.write(
    `${parts
      .filter(([short]) => wanted.has(short))
      .map(([, , value]) => value)
      .join(' ')}\n`,
  );
  return 0;
};

export const detectVirt: Command = async ({ argv, stdout, machine }) => {
  const { virtualization } = machine.kernel().facts;
  const quiet = argv.includes('-q') || argv.includes('--quiet');
  if (!quiet) await stdout.write(`${virtualization || 'none'}\n`);
  return virtualization === 'none' || virtualization === '' ? 1 : 0;
};
