/** `lsblk`: the one disk of a practice host, as its table of mounts has it. */
import type { Command } from '../../os/machine.ts';
import { DISK } from '../../os/synthetic/memory.ts';
import { mountLines } from '../../os/synthetic/mount-table.ts';
import { human } from './machine-load.ts';
import { Failure, parseOptions, program } from './program.ts';

interface Column {
  readonly right?: boolean;
  /** Undefined: practice hosts know nothing of it. */
  readonly of?: (device: Device) => string;
}

interface Device {
  readonly name: string;
  readonly minor: number;
  readonly type: string;
  readonly filesystem: string;
  readonly at: string;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  NAME: { of: ({ name }) => name },
  KNAME: { of: ({ name }) => name },
  PATH: { of: ({ name }) => `/dev/${name}` },
  'MAJ:MIN': { of: ({ minor }) => `8:${minor}` },
  RM: { right: true, of: () => '0' },
  SIZE: { right: true },
  RO: { right: true, of: () => '0' },
  TYPE: { of: ({ type }) => type },
  FSTYPE: { of: ({ filesystem }) => filesystem },
  MOUNTPOINT: { of: ({ at }) => at },
  MOUNTPOINTS: { of: ({ at }) => at },
  ...Object.fromEntries(
    'FSAVAIL FSROOTS FSSIZE FSUSED FSUSE% FSVER LABEL UUID PTUUID PTTYPE PARTTYPE PARTTYPENAME PARTLABEL PARTUUID PARTFLAGS RA MODEL SERIAL STATE OWNER GROUP MODE ALIGNMENT MIN-IO OPT-IO PHY-SEC LOG-SEC ROTA SCHED RQ-SIZE DISC-ALN DISC-GRAN DISC-MAX DISC-ZERO WSAME WWN RAND PKNAME HCTL TRAN SUBSYSTEMS REV VENDOR ZONED DAX'
      .split(' ')
      .map((name) => [name, {}] as const),
  ),
};

const USUAL = ['NAME', 'MAJ:MIN', 'RM', 'SIZE', 'RO', 'TYPE', 'MOUNTPOINTS'];

export const lsblk: Command = program(async (process) => {
  const options = parseOptions(process, {
    flags: 'ndlpb',
    values: 'o',
    silent: 'ai',
    refused: 'JfmOPrstTSDEezxcwMNqy',
    long: {
      ...{ noheadings: 'n', nodeps: 'd', list: 'l', paths: 'p', bytes: 'b', output: 'o', json: 'J', fs: 'f', all: 'a' },
    },
  });
  const [asked] = options.operands;
  const known = ['sda', 'sda1', '/dev/sda', '/dev/sda1'];
  const wrong = options.operands.find((operand) => !known.includes(operand));
  if (wrong !== undefined) throw new Failure(`${wrong}: not a block device`, 32);
  const names = (options.value('o') ?? USUAL.join(',')).toUpperCase().split(',');
  for (const name of names) {
    if (COLUMNS[name] === undefined) throw new Failure(`unknown column: ${name}`);
    if (COLUMNS[name].of === undefined && name !== 'SIZE')
      throw new Failure(`practice hosts do not simulate the column ${name}.`);
  }
  const root = mountLines(process).find(({ at }) => at === '/');
  const disk: Device = { name: 'sda', minor: 0, type: 'disk', filesystem: '', at: '' };
  const part: Device = { name: 'sda1', minor: 1, type: 'part', filesystem: root?.type ?? '', at: '/' };
  const shown = asked?.endsWith('1') ? [part] : options.has('d') ? [disk] : [disk, part];
  const size = options.has('b') ? String(DISK.total * 1024) : human(DISK.total);
  const cell = (name: string, device: Device): string => {
    if (name === 'SIZE') return size;
    const text = COLUMNS[name]?.of?.(device) ?? '';
    if (name !== 'NAME') return text;
    const path = options.has('p') ? `/dev/${text}` : text;
    return device === part && shown.length > 1 && !options.has('l') ? `└─${path}` : path;
  };
  const rows = [
    ...(options.has('n') ? [] : [names]),
    ...shown.map((device) => names.map((name) => cell(name, device))),
  ];
  const widths = names.map((name, at) =>
    name === 'MAJ:MIN' && !options.has('n')
      ? Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length))
      : Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  for (const row of rows) {
    const cells = row.map((text, at) => {
      const width = widths[at] ?? 0;
      // Numbers of devices stand with the colon in one place.
      if (names[at] === 'MAJ:MIN' && text !== 'MAJ:MIN') return text.padStart(5).padEnd(width);
      return COLUMNS[names[at] ?? '']?.right ? text.padStart(width) : text.padEnd(width);
    });
    await process.stdout.write(`${cells.join(' ').trimEnd()}\n`);
  }
  return 0;
});
