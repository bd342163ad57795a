/** `journalctl`: what the kernel and the few services of a practice host have said. */

import { groupMembers } from '../../os/accounts.ts';
import type { Command, Machine, Process } from '../../os/machine.ts';
import { bootedAt } from '../../os/processes/seen.ts';
import { releaseOf } from '../../os/releases.ts';
import { NOT_READ, readDate } from '../../posix/dates.ts';
import { kernelLog } from '../core/machine-load.ts';
import { Failure, parseOptions, program, Usage } from '../core/program.ts';
import { type Entry, entryLine, MANAGER, note, said } from './journal.ts';

function entries(process: Process): readonly Entry[] {
  const { machine } = process;
  const booted = bootedAt(machine);
  const kernel = kernelLog(process).map((line): Entry => {
    const [, seconds = '0', says = ''] = /^\[ *([\d.]+)\] (.*)$/.exec(line) ?? [];
    return { at: booted + Number(seconds) * 1000, unit: 'kernel', who: 'kernel', says };
  });
  const started = (after: number, unit: string, description: string): readonly Entry[] => [
    { at: booted + after, unit, who: 'systemd[1]', says: `Starting ${unit} - ${description}...` },
    { at: booted + after + 400, unit, who: 'systemd[1]', says: `Started ${unit} - ${description}.` },
  ];
  const docker = machine.engine?.daemonProcess();
  return [
    ...kernel,
    ...started(4000, 'networking.service', 'Raise network interfaces'),
    ...started(5000, 'ssh.service', 'OpenBSD Secure Shell server'),
    { at: booted + 5300, unit: 'ssh.service', who: 'sshd[580]', says: 'Server listening on 0.0.0.0 port 22.' },
    { at: booted + 5301, unit: 'ssh.service', who: 'sshd[580]', says: 'Server listening on :: port 22.' },
    ...(docker === undefined ? [] : dockerSays(machine, booted, docker.pid)),
    ...said(machine),
  ]
    .filter(({ at }) => at <= machine.clock.now())
    .sort((a, b) => a.at - b.at);
}

/** What dockerd says when it starts, as the real lab's 20.10 did; each line has its own time within. */
const DOCKER_STARTS: readonly (readonly [after: number, level: string, says: string, more?: string])[] = [
  [0, 'info', 'Starting up'],
  [40, 'info', '[core] parsed scheme: \\"unix\\"', 'module=grpc'],
  [60, 'info', '[core] Subchannel Connectivity change to READY', 'module=grpc'],
  [80, 'info', '[core] Channel Connectivity change to READY', 'module=grpc'],
  [120, 'info', '[graphdriver] using prior storage driver: overlay2'],
  [200, 'info', 'Loading containers: start.'],
  [
    320,
    'info',
    'Default bridge (docker0) is assigned with an IP address 172.17.0.0/16. Daemon option --bip can be used to set a preferred IP address',
  ],
  [400, 'info', 'Loading containers: done.'],
  [420, 'info', 'Docker daemon', 'commit=5d6db84 graphdriver(s)=overlay2 version='],
  [440, 'info', 'Daemon has completed initialization'],
];

function dockerSays(machine: Machine, booted: number, pid: number): readonly Entry[] {
  const unit = 'docker.service';
  const title = `${unit} - Docker Application Container Engine`;
  const version = releaseOf(machine.kernel().facts).docker;
  const start = (at: number): readonly Entry[] => {
    const own = (after: number, level: string, says: string, more = ''): Entry => {
      const time = new Date(at + 100 + after).toISOString().replace('Z', '000000Z');
      const end = more === '' ? '' : ` ${more}${more.endsWith('version=') ? version : ''}`;
      const text = `time="${time}" level=${level} msg="${says}"${end}`;
      return { at: at + 100 + after, unit, who: `dockerd[${pid}]`, says: text };
    };
    return [
      { at, unit, who: MANAGER, says: `Starting ${title}...` },
      ...DOCKER_STARTS.map((line) => own(...line)),
      { at: at + 560, unit, who: MANAGER, says: `Started ${title}.` },
      own(700, 'info', 'API listen on /run/docker.sock'),
    ];
  };
  const { since } = machine.engine ?? {};
  return [...start(booted + 6000), ...(since === undefined ? [] : start(since - 560))];
}

const NO_JOURNAL = 'No journal files were opened due to insufficient permissions.';
const HINT = `Hint: You are currently not seeing messages from other users and the system.
      Users in groups 'adm', 'systemd-journal' can see all messages.
      Pass -q to turn off this notice.`;

const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
const WARNING = 4;
const INFO = 6;

/** By its name or number; of a range its end. @throws Usage */
function levelOf(asked: string | undefined): number {
  if (asked === undefined) return INFO;
  const word = asked.split('..').at(-1) ?? '';
  const level = /^[0-7]$/.test(word) ? Number(word) : LEVELS.indexOf(word);
  if (level < 0) throw new Usage(`Unknown log level ${asked}`);
  return level;
}

export const journalctl: Command = program(async (process) => {
  const options = parseOptions(process, {
    terse: true,
    flags: 'kfr',
    values: 'unotgpSU',
    // There is one boot, nothing explained, no pager, and no line is cut.
    silent: 'bxeqalm',
    refused: '',
    long: {
      ...{ unit: 'u', lines: 'n', dmesg: 'k', 'no-pager': 'q', boot: 'b', follow: 'f', output: 'o', priority: 'p' },
      ...{
        since: 'S',
        until: 'U',
        reverse: 'r',
        quiet: 'q',
        identifier: 't',
        grep: 'g',
        catalog: 'x',
        'pager-end': 'e',
      },
    },
  });
  const { user, userland } = process;
  const reads = ['adm', 'systemd-journal'].some((group) => groupMembers(userland.files, group).includes(user.name));
  if (user.uid !== 0 && !reads) throw new Usage(options.has('q') ? NO_JOURNAL : `${HINT}\n${NO_JOURNAL}`);
  const units = options
    .values('u')
    .map((name) => (name.includes('.') ? name : `${name}.service`).replace('sshd.service', 'ssh.service'));
  const all = entries(process).filter(
    ({ unit, who, says }) =>
      (units.length === 0 || units.includes(unit)) &&
      (!options.has('k') || unit === 'kernel') &&
      (options.value('t') === undefined || who.replace(/\[.*/, '') === options.value('t')) &&
      (options.value('g') === undefined || says.includes(options.value('g') ?? '')),
  );
  const last = options.value('n');
  const now = process.machine.clock.now();
  const moment = (written: string | undefined): number | undefined => {
    if (written === undefined) return undefined;
    // Of a day without a time, its beginning.
    const day = /^(?:today|yesterday|tomorrow|\d{4}-\d{2}-\d{2})$/.test(written.trim());
    const read = readDate(day ? `${written} 00:00` : written, now);
    if (read === NOT_READ) throw new Failure(`practice hosts do not simulate times like '${written}'.`);
    if (read === undefined) throw new Usage(`Failed to parse timestamp: ${written}`);
    return read;
  };
  const [from, to] = [moment(options.value('S')), moment(options.value('U'))];
  const level = levelOf(options.value('p'));
  const found = all.filter(
    (entry) =>
      (from === undefined || entry.at >= from) &&
      (to === undefined || entry.at <= to) &&
      (level >= INFO ||
        (level >= WARNING && / level=warning /.test(entry.says)) ||
        / level=(?:error|fatal) /.test(entry.says)),
  );
  if (last !== undefined && last !== 'all' && !/^\+?\d+$/.test(last))
    throw new Usage(`Failed to add match '${last}': Invalid argument`);
  const shown = last === undefined || last === 'all' ? found : Number(last) === 0 ? [] : found.slice(-Number(last));
  const lines = shown.map((entry) => (options.value('o') === 'cat' ? entry.says : entryLine(process.machine, entry)));
  if (options.has('r')) lines.reverse();
  await process.stdout.write(
    lines.length === 0 ? (options.has('q') && options.has('p') ? '' : '-- No entries --\n') : `${lines.join('\n')}\n`,
  );
  if (options.has('f')) await process.machine.clock.sleep(2 ** 31 - 1, process.signal);
  return 0;
});

/** `logger`: a line for the journal. */
export const logger: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 's',
    values: 'tp',
    silent: 'e',
    refused: 'ifnPTduAS',
    long: { tag: 't', priority: 'p', stderr: 's', file: 'f', id: 'i', server: 'n' },
  });
  const priority = options.value('p') ?? 'user.notice';
  if (priority !== 'user.notice' && !/^(?:user|daemon|local[0-7])\.(?:debug|info|notice|warning|err)$/.test(priority))
    throw new Failure(`unknown priority name: ${priority}`);
  const tag = options.value('t') ?? process.user.name;
  const texts =
    options.operands.length > 0 ? [options.operands.join(' ')] : (await process.stdin.all()).trimEnd().split('\n');
  for (const text of texts) {
    note(process.machine, '', options.value('t') ?? tag, text);
    if (options.has('s')) {
      const date = new Date(process.machine.clock.now());
      const [, month = '', day = ''] = /^\w+, (\d+) (\w+)/.exec(date.toUTCString()) ?? [];
      await process.stderr.write(
        `<13>${day} ${month.replace(/^0/, ' ').padStart(2)} ${date.toISOString().slice(11, 19)} ${tag}: ${text}\n`,
      );
    }
  }
  return 0;
});
