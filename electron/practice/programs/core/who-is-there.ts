/** `getent`, `groups`, `last`: what a host knows of names, users and logins. What `last` says is not recorded. */
import { accountOf, accounts, gidOf, groupsOf } from '../../os/accounts.ts';
import type { Command, Process } from '../../os/machine.ts';
import { resolve } from '../../os/network/names.ts';
import { servicePort } from '../../os/network/services.ts';
import { bootedAt } from '../../os/processes/seen.ts';
import { Failure, program } from './program.ts';

const FILES: Readonly<Record<string, string>> = { passwd: '/etc/passwd', group: '/etc/group', shadow: '/etc/shadow' };

const linesOf = ({ userland: { files } }: Process, path: string): readonly string[] =>
  files.status(path)?.kind === 'file'
    ? files
        .read(path)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
    : [];

/** Status 2: a key is not there; 1: a database is not. */
export const getent: Command = program(async (process) => {
  const [database, ...keys] = process.argv.slice(1).filter((word) => !/^-(?:i|s)/.test(word));
  if (database === undefined) {
    await process.stderr.write(`getent: wrong number of arguments\n${USAGE}`);
    return 1;
  }
  const found = (key: string | undefined): readonly string[] | undefined => {
    const path = FILES[database];
    if (path !== undefined) {
      const all = linesOf(process, path);
      if (key === undefined) return all;
      const byKey = all.filter((line) => {
        const [name, , number] = line.split(':');
        return name === key || (/^\d+$/.test(key) && number === key);
      });
      return byKey.slice(0, 1);
    }
    switch (database) {
      case 'hosts':
      case 'ahosts':
      case 'ahostsv4':
        return key === undefined ? hostLines(process) : addressOf(process, database, key);
      case 'services': {
        const [name = '', protocol = 'tcp'] = (key ?? '').split('/');
        const port = servicePort(name);
        return port === undefined ? [] : [`${name.padEnd(21)} ${port}/${protocol}`];
      }
      case 'networks':
      case 'protocols':
      case 'ethers':
      case 'rpc':
      case 'netgroup':
      case 'ahostsv6':
      case 'gshadow':
      case 'aliases':
      case 'initgroups':
        throw new Failure(`practice hosts do not simulate the database ${database}.`);
      default:
        return undefined;
    }
  };
  let status = 0;
  for (const key of keys.length === 0 ? [undefined] : keys) {
    const lines = found(key);
    if (lines === undefined) {
      await process.stderr.write(`Unknown database: ${database}\n${USAGE}`);
      return 1;
    }
    if (key !== undefined && lines.length === 0) status = 2;
    await process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
  return status;
});

const USAGE = "Try `getent --help' or `getent --usage' for more information.\n";

const hostLine = (address: string, names: readonly string[]): string => `${address.padEnd(15)} ${names.join(' ')}`;

const hostLines = (process: Process): readonly string[] =>
  linesOf(process, '/etc/hosts').flatMap((line) => {
    const [address = '', ...names] = line.trim().split(/\s+/);
    return /^\d/.test(address) ? [hostLine(address, names)] : [];
  });

function addressOf(process: Process, database: string, key: string): readonly string[] {
  const known = hostLines(process)
    .map((line) => line.split(/\s+/))
    .filter((words) => words.includes(key));
  const [first] = known;
  const address = first?.[0] ?? resolve(process, key);
  if (address === undefined) return [];
  if (database === 'hosts') {
    if (first === undefined || key === address) return [hostLine(address, first?.slice(1) ?? [key])];
    // Every line of the name is an address of it, and what else they call it are its aliases (`multi on`).
    const [name = '', ...aliases] = first.slice(1);
    const more = known.slice(1).flatMap(([, other = '', ...others]) => [...others, ...(other === name ? [] : [other])]);
    return known.map(([each = '']) => hostLine(each, [name, ...aliases, ...more]));
  }
  return [`${address.padEnd(15)} STREAM ${key}`, `${address.padEnd(15)} DGRAM  `, `${address.padEnd(15)} RAW    `];
}

export const groups: Command = program(async (process) => {
  const { files } = process.userland;
  const asked = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const of = (name: string, gid: number): string => groupsOf(files, { name, gid }).join(' ');
  if (asked.length === 0) {
    const name = accounts(files).find(({ uid }) => uid === process.user.uid)?.name ?? process.user.name;
    await process.stdout.write(`${of(name, gidOf(files, process.user))}\n`);
    return 0;
  }
  let status = 0;
  for (const name of asked) {
    const account = accountOf(files, name);
    if (account === undefined) {
      await process.stderr.write(`groups: '${name}': no such user\n`);
      status = 1;
    } else await process.stdout.write(`${name} : ${of(account.name, account.gid)}\n`);
  }
  return status;
});

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function loginTime(time: number, full: boolean): string {
  const date = new Date(time);
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  const clock = date.toISOString();
  return full ? `${day} ${clock.slice(11, 19)} ${date.getUTCFullYear()}` : `${day} ${clock.slice(11, 16)}`;
}

/** Nobody keeps a book of logins here: the machine's start stands in it, as on a host to which nobody has logged in at a terminal. */
export const last: Command = program(async (process) => {
  const booted = bootedAt(process.machine);
  const kernel = process.machine.kernel().facts.kernel;
  const line = `reboot   system boot  ${kernel.slice(0, 16).padEnd(16)} ${loginTime(booted, false)}   still running\n`;
  const wanted = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const shown = wanted.length === 0 || wanted.includes('reboot') ? line : '';
  await process.stdout.write(`${shown}\nwtmp begins ${loginTime(booted, true)}\n`);
  return 0;
});
