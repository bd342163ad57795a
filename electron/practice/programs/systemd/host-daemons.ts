/**
 * `hostnamectl`, `timedatectl`, `loginctl`: what systemd's daemons tell of a host. Not recorded, as the real lab's hosts have no
 * D-Bus: as systemd 252 lays it out.
 */
import { hashOf } from '../../../../shared/machine/kernel/kernel.ts';
import type { Command, Process } from '../../os/machine.ts';
import { Failure, program } from '../core/program.ts';

/** 128 bits that follow from a name. */
const idOf = (text: string): string =>
  ['a', 'b', 'c', 'd'].map((part) => hashOf(`${text} ${part}`).toString(16).padStart(8, '0')).join('');

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padStart(width)}: ${value}\n`).join('');
};

const wordsOf = (process: Process): readonly string[] => process.argv.slice(1).filter((word) => !word.startsWith('-'));

export const hostnamectl: Command = program(async (process) => {
  const { machine, user, stdout } = process;
  const [verb = 'status', name] = wordsOf(process);
  const { hostname, facts } = machine.kernel();
  if (verb === 'hostname' || verb === 'set-hostname') {
    if (name === undefined) {
      await stdout.write(`${hostname}\n`);
      return 0;
    }
    if (user.uid !== 0) throw new Failure('Could not set static hostname: Interactive authentication required.');
    machine.changeKernel((kernel) => ({ ...kernel, hostname: name }));
    process.userland.files.write('/etc/hostname', `${name}\n`);
    return 0;
  }
  if (verb !== 'status') throw new Failure(`Unknown command verb ${verb}.`);
  const virtual = facts.virtualization !== '' && facts.virtualization !== 'none';
  await stdout.write(
    columns([
      ['Static hostname', hostname],
      ['Icon name', virtual ? 'computer-vm' : 'computer'],
      ...(virtual ? [['Chassis', 'vm'] as const] : []),
      ['Machine ID', idOf(`${machine.name} machine`)],
      ['Boot ID', idOf(`${machine.name} boot`)],
      ...(virtual ? [['Virtualization', facts.virtualization] as const] : []),
      ['Operating System', facts.os],
      ['Kernel', `Linux ${facts.kernel}`],
      ['Architecture', 'x86-64'],
    ]),
  );
  return 0;
});

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export const timedatectl: Command = program(async (process) => {
  const { machine, stdout, argv } = process;
  const now = machine.clock.now();
  const moment = `${DAYS[new Date(now).getUTCDay()]} ${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}`;
  const [verb = 'status'] = wordsOf(process);
  if (verb === 'show') {
    const told: Readonly<Record<string, string>> = {
      ...{ Timezone: 'Etc/UTC', LocalRTC: 'no', CanNTP: 'no', NTP: 'no', NTPSynchronized: 'no' },
      ...{ TimeUSec: `${moment} UTC`, RTCTimeUSec: `${moment} UTC` },
    };
    const wanted = argv.flatMap((word, at) => {
      if (word === '-p' || word === '--property' || word === '-P') return [argv[at + 1] ?? ''];
      return word.startsWith('--property=') ? [word.slice('--property='.length)] : [];
    });
    const bare = argv.includes('--value') || argv.includes('-P');
    const rows = Object.entries(told).filter(([name]) => wanted.length === 0 || wanted.includes(name));
    await stdout.write(rows.map(([name, value]) => `${bare ? value : `${name}=${value}`}\n`).join(''));
    return 0;
  }
  if (verb !== 'status') throw new Failure(`practice hosts do not simulate timedatectl ${verb}.`);
  await stdout.write(
    columns([
      ['Local time', `${moment} UTC`],
      ['Universal time', `${moment} UTC`],
      ['RTC time', moment],
      ['Time zone', 'Etc/UTC (UTC, +0000)'],
      ['System clock synchronized', 'no'],
      ['NTP service', 'n/a'],
      ['RTC in local TZ', 'no'],
    ]),
  );
  return 0;
});

/** There are no seats and no sessions to be told of. */
export const loginctl: Command = program(async (process) => {
  const [verb = 'list-sessions'] = wordsOf(process);
  const empty: Readonly<Record<string, string>> = {
    'list-sessions': 'No sessions.\n',
    'list-users': 'No users.\n',
    'list-seats': 'No seats.\n',
  };
  const text = empty[verb];
  if (text === undefined) throw new Failure(`practice hosts do not simulate loginctl ${verb}.`);
  await process.stdout.write(text);
  return 0;
});
