/** `free`, `uptime`, `df`, `mount`, `top -b`, `w`, `who`, `dmesg`: what a machine tells of itself. */
import type { Command, Process } from '../../os/machine.ts';
import { saidByKernel } from '../../os/network/kernel-log.ts';
import { bootedAt, processesSeen } from '../../os/processes/seen.ts';
import { DISK, MEMORY } from '../../os/synthetic/memory.ts';
import { mountLines } from '../../os/synthetic/mount-table.ts';
import { formatDate } from '../../posix/dates.ts';
import { Failure, isBusybox, parseOptions, program } from './program.ts';

export const human = (kilobytes: number, base = 1024): string => {
  let value = kilobytes * 1024;
  for (const unit of ['', 'K', 'M', 'G', 'T']) {
    if (value < base)
      return unit === ''
        ? `${value}`
        : `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${unit}`;
    value /= base;
  }
  return `${Math.ceil(value)}P`;
};

export const free: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'bmght',
    silent: 'k',
    refused: 'wvlsc',
    long: { human: 'h', mega: 'm', giga: 'g', bytes: 'b', total: 't', wide: 'w', kibi: 'k', mebi: 'm', gibi: 'g' },
  });
  const { total, free: unused, buffers, cached, shared, available } = MEMORY;
  const unit = options.has('b') ? 1 / 1024 : options.has('m') ? 1024 : options.has('g') ? 1024 * 1024 : 1;
  const small = (value: number): string =>
    options.has('h') ? `${human(value)}i`.replace(/^(\d+(?:\.\d)?)i$/, '$1B') : String(Math.floor(value / unit));
  const row = (name: string, values: readonly number[]): string =>
    `${name.padEnd(isBusybox(process) ? 6 : 8)}${values.map((value) => small(value).padStart(12)).join(isBusybox(process) ? '' : '')}`;
  const used = total - unused - buffers - cached;
  const head = ['total', 'used', 'free', 'shared', 'buff/cache', 'available'];
  if (isBusybox(process)) {
    const line = (name: string, values: readonly number[]): string =>
      `${name}${values.map((value) => small(value).padStart(12)).join('')}\n`;
    await process.stdout.write(
      `              total        used        free      shared  buff/cache   available\n${line('Mem:   ', [total, used, unused, shared, buffers + cached, available])}${line('Swap:  ', [0, 0, 0])}`,
    );
    return 0;
  }
  const lines = [
    `${' '.repeat(8)}${head.map((word) => word.padStart(12)).join('')}`,
    row('Mem:', [total, used, unused, shared, buffers + cached, available]),
    row('Swap:', [0, 0, 0]),
    ...(options.has('t') ? [row('Total:', [total, used, unused])] : []),
  ];
  await process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});

const two = (value: number): string => String(value).padStart(2, '0');

export const uptime: Command = program(async (process) => {
  const options = parseOptions(process, { flags: 'ps', refused: 'V', long: { pretty: 'p', since: 's' } });
  const { clock } = process.machine;
  const now = new Date(clock.now()).toISOString();
  const booted = bootedAt(process.machine);
  const minutes = Math.floor((clock.now() - booted) / 60_000);
  const [days, hours, left] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (options.has('s')) {
    await process.stdout.write(`${new Date(booted).toISOString().slice(0, 19).replace('T', ' ')}\n`);
    return 0;
  }
  if (options.has('p')) {
    const words = [[days, 'day'] as const, [hours, 'hour'] as const, [left, 'minute'] as const];
    const said = words
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`);
    await process.stdout.write(`up ${said.join(', ') || '0 minutes'}\n`);
    return 0;
  }
  const since = `${days > 0 ? `${days} day${days === 1 ? '' : 's'}, ` : ''}${hours > 0 ? `${String(hours).padStart(2)}:${two(left)}` : `${left} min`}`;
  await process.stdout.write(
    ` ${now.slice(11, 19)} up ${since},  ${isBusybox(process) ? '0 users' : '1 user'},  load average: 0.00, 0.02, 0.00\n`,
  );
  return 0;
});

export const df: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'hHmT',
    silent: 'kPl',
    refused: 'aitx',
    long: { 'human-readable': 'h', 'print-type': 'T', inodes: 'i', all: 'a', portability: 'P' },
  });
  const rows = mountLines(process)
    .filter(({ size }) => size !== undefined)
    .map(({ device, at, type, size }) => ({ device, at, type, size: size ?? DISK }));
  const shown = (value: number): string =>
    options.has('h') || options.has('H')
      ? value === 0
        ? '0'
        : human(value, options.has('H') ? 1000 : 1024)
      : String(options.has('m') ? Math.ceil(value / 1024) : value);
  const percent = (used: number, unused: number): string =>
    used + unused === 0 ? '-' : `${Math.ceil((used * 100) / (used + unused))}%`;
  const isHuman = options.has('h') || options.has('H');
  const wanted = options.operands;
  const bad = wanted.find(
    (path) => process.userland.files.status(path.startsWith('/') ? path : `${process.cwd}/${path}`) === undefined,
  );
  if (bad !== undefined) throw new Failure(`${bad}: No such file or directory`);
  const chosen =
    wanted.length === 0
      ? rows
      : wanted.flatMap((path) => longest(rows, path.startsWith('/') ? path : `${process.cwd}/${path}`));
  if (isBusybox(process)) {
    const head = isHuman
      ? 'Filesystem                Size      Used Available Use% Mounted on'
      : 'Filesystem           1K-blocks      Used Available Use% Mounted on';
    const lines = chosen.map(
      ({ device, at, size: { total, used, free: unused } }) =>
        `${device.padEnd(20)} ${shown(total).padStart(9)} ${shown(used).padStart(9)} ${shown(unused).padStart(9)} ${percent(used, unused).replace('-', '0%').padStart(4)} ${at}`,
    );
    await process.stdout.write(`${[head, ...lines].join('\n')}\n`);
    return 0;
  }
  const cells = [
    [
      'Filesystem',
      ...(options.has('T') ? ['Type'] : []),
      isHuman ? 'Size' : options.has('m') ? '1M-blocks' : '1K-blocks',
      'Used',
      isHuman ? 'Avail' : 'Available',
      'Use%',
      'Mounted on',
    ],
    ...chosen.map(({ device, at, type, size: { total, used, free: unused } }) => [
      device,
      ...(options.has('T') ? [type] : []),
      shown(total),
      shown(used),
      shown(unused),
      percent(used, unused),
      at,
    ]),
  ];
  const least = options.has('T') ? [14, 4, 5, 5, 5] : [14, 5, 5, 5];
  const widths =
    cells[0]?.map((_, at) => Math.max(least[at] ?? 0, ...cells.map((row) => (row[at] ?? '').length))) ?? [];
  const left = options.has('T') ? 2 : 1;
  const text = cells.map((row) =>
    row
      .map((cell, at) =>
        at < left
          ? cell.padEnd(at === 0 ? Math.max(14, widths[at] ?? 0) : (widths[at] ?? 0))
          : at === row.length - 1
            ? cell
            : cell.padStart(widths[at] ?? 0),
      )
      .join(' '),
  );
  await process.stdout.write(`${text.join('\n')}\n`);
  return 0;
});

const longest = <Row extends { readonly at: string }>(rows: readonly Row[], path: string): readonly Row[] => {
  const holding = rows.filter(({ at }) => path === at || path.startsWith(at === '/' ? '/' : `${at}/`));
  return holding.sort((a, b) => b.at.length - a.at.length).slice(0, 1);
};

export const mount: Command = program(async (process) => {
  const words = process.argv.slice(1).filter((word) => word !== '-l');
  if (words.length > 0)
    throw new Failure('practice hosts do not simulate mounting; containers get mounts by docker run -v');
  await process.stdout.write(
    mountLines(process)
      .map(({ device, at, type, options }) => `${device} on ${at} type ${type} (${options})\n`)
      .join(''),
  );
  return 0;
});

/** Once, for `-b`; a screen of its own it has not. */
export const top: Command = program(async (process) => {
  if (!process.argv.slice(1).some((word) => /^-?[a-z]*b/.test(word))) {
    throw new Failure('practice hosts show it only once: top -b -n 1');
  }
  const { total, free: unused, buffers, cached, shared } = MEMORY;
  const seen = processesSeen(process);
  if (isBusybox(process)) {
    const rows = seen.map(
      ({ pid, parent, user, argv }) =>
        `${String(pid).padStart(5)} ${String(parent).padStart(5)} ${user.padEnd(8)} S     1332   0%   0% ${argv.join(' ')}\n`,
    );
    await process.stdout.write(
      `Mem: ${total - unused}K used, ${unused}K free, ${shared}K shrd, ${buffers}K buff, ${cached}K cached\nCPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\nLoad average: 0.00 0.02 0.00 1/${seen.length + 60} ${process.pid}\n  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND\n${rows.join('')}`,
    );
    return 0;
  }
  const now = new Date(process.machine.clock.now()).toISOString().slice(11, 19);
  const mebi = (value: number): string => (value / 1024).toFixed(1).padStart(8);
  const rows = seen.map(
    ({ pid, user, argv }) =>
      `${String(pid).padStart(7)} ${user.padEnd(8)}  20   0    8088   4608   3072 S   0.0   0.5   0:00.00 ${(argv[0] ?? '').replace(/^.*\//, '')}\n`,
  );
  await process.stdout.write(
    `top - ${now} up 15 min,  1 user,  load average: 0.00, 0.02, 0.00\nTasks: ${String(seen.length).padStart(3)} total,   1 running, ${String(seen.length - 1).padStart(3)} sleeping,   0 stopped,   0 zombie\n%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st \nMiB Mem :${mebi(total)} total,${mebi(unused)} free,${mebi(total - unused - buffers - cached)} used,${mebi(buffers + cached)} buff/cache     \nMiB Swap:${mebi(0)} total,${mebi(0)} free,${mebi(0)} used.${mebi(MEMORY.available)} avail Mem \n\n    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${rows.join('')}`,
  );
  return 0;
});

export const who: Command = async () => 0;

export const dmesg: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'tT',
    silent: 'kP',
    refused: 'HwurxCcedLnlfs',
    long: { ctime: 'T', notime: 't' },
  });
  if (process.net.kind === 'container' && process.user.capabilities && !process.user.capabilities.includes('SYSLOG')) {
    throw new Failure(
      isBusybox(process) ? 'klogctl: Operation not permitted' : 'read kernel buffer failed: Operation not permitted',
    );
  }
  await process.stdout.write(
    kernelLog(process)
      .map(
        (line) => `${stamped(line, options.has('t') ? undefined : options.has('T') ? bootedAt(process.machine) : 0)}\n`,
      )
      .join(''),
  );
  return 0;
});

/** @param since when the machine was started, for points in time; 0: seconds since then; undefined: none at all */
function stamped(line: string, since: number | undefined): string {
  if (since === 0) return line;
  const [, seconds = '0', text = ''] = /^\[ *([0-9.]+)\] (.*)$/s.exec(line) ?? [];
  return since === undefined ? text : `[${formatDate('%a %b %e %H:%M:%S %Y', since + Number(seconds) * 1000)}] ${text}`;
}

/** What the kernel has said of the links that there are, after its first lines. */
export function kernelLog({ machine }: Pick<Process, 'machine'>): readonly string[] {
  const since = bootedAt(machine);
  const { facts, links } = machine.kernel();
  const at = (seconds: number): string => `[${seconds.toFixed(6).padStart(12)}]`;
  const bridges = links.filter(({ kind }) => kind === 'bridge');
  return [
    `${at(0)} Linux version ${facts.kernel} (debian-kernel@lists.debian.org)`,
    `${at(0)} Command line: BOOT_IMAGE=/boot/vmlinuz-${facts.kernel} root=/dev/sda1 ro quiet`,
    ...links
      .filter(({ kind }) => kind === 'nic')
      .map(
        ({ name }, index) => `${at(1.21 + index / 100)} virtio_net virtio${index} ${name}: renamed from eth${index}`,
      ),
    ...(links.some(({ kind }) => kind === 'vlan') ? [`${at(21.3)} 8021q: 802.1Q VLAN Support v1.8`] : []),
    ...(bridges.length > 0
      ? [
          `${at(22.1)} bridge: filtering via arp/ip/ip6tables is no longer available by default. Update your scripts to load br_netfilter if you need this.`,
        ]
      : []),
    ...saidByKernel(machine).map(({ at: time, text }) => `${at((time - since) / 1000)} ${text}`),
  ];
}
