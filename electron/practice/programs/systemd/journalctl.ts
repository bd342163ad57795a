/** `journalctl`: what the kernel and the few services of a practice host have said. */

import { groupMembers } from '../../os/accounts.ts';
import type { Command, Process } from '../../os/machine.ts';
import { bootedAt } from '../../os/processes/seen.ts';
import { kernelLog } from '../core/machine-load.ts';
import { parseOptions, program, Usage } from '../core/program.ts';

interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly unit: string;
  readonly who: string;
  readonly says: string;
}

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
    ...(docker === undefined ? [] : started(6000, 'docker.service', 'Docker Application Container Engine')),
  ].sort((a, b) => a.at - b.at);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function stamp(time: number): string {
  const date = new Date(time);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')} ${date.toISOString().slice(11, 19)}`;
}

const NO_JOURNAL = 'No journal files were opened due to insufficient permissions.';
const HINT = `Hint: You are currently not seeing messages from other users and the system.
      Users in groups 'adm', 'systemd-journal' can see all messages.
      Pass -q to turn off this notice.`;

export const journalctl: Command = program(async (process) => {
  const options = parseOptions(process, {
    terse: true,
    flags: 'kfr',
    values: 'unotg',
    // There is one boot, nothing explained, no pager, and no line is cut.
    silent: 'bxeqalm',
    refused: 'pSU',
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
  const found = entries(process).filter(
    ({ unit, who, says }) =>
      (units.length === 0 || units.includes(unit)) &&
      (!options.has('k') || unit === 'kernel') &&
      (options.value('t') === undefined || who.replace(/\[.*/, '') === options.value('t')) &&
      (options.value('g') === undefined || says.includes(options.value('g') ?? '')),
  );
  const last = options.value('n');
  if (last !== undefined && last !== 'all' && !/^\+?\d+$/.test(last))
    throw new Usage(`Failed to add match '${last}': Invalid argument`);
  const shown = last === undefined || last === 'all' ? found : Number(last) === 0 ? [] : found.slice(-Number(last));
  const lines = shown.map(({ at, who, says }) =>
    options.value('o') === 'cat' ? says : `${stamp(at)} ${process.machine.kernel().hostname} ${who}: ${says}`,
  );
  if (options.has('r')) lines.reverse();
  await process.stdout.write(lines.length === 0 ? '-- No entries --\n' : `${lines.join('\n')}\n`);
  if (options.has('f')) await process.machine.clock.sleep(2 ** 31 - 1, process.signal);
  return 0;
});
