/** `lscpu`: the one processor that /proc/cpuinfo tells of. Not recorded: every machine has another one. */
import type { Command } from '../../os/machine.ts';
import { CPU_FILE } from '../../os/synthetic/host-facts.ts';
import { parseOptions, program } from '../core/program.ts';

const field = (name: string): string => new RegExp(`^${name}\\t: (.*)$`, 'm').exec(CPU_FILE)?.[1] ?? '';

export const lscpu: Command = program(async (process) => {
  parseOptions(process, { refused: 'aBbCceHJpsSxy', long: { json: 'J', extended: 'e', parse: 'p', all: 'a' } });
  const rows: readonly (readonly [string, string])[] = [
    ['Architecture:', 'x86_64'],
    ['  CPU op-mode(s):', '32-bit, 64-bit'],
    ['  Byte Order:', 'Little Endian'],
    ['CPU(s):', '1'],
    ['  On-line CPU(s) list:', '0'],
    ['Vendor ID:', field('vendor_id')],
    ['  Model name:', field('model name')],
    ['    Thread(s) per core:', '1'],
    ['    Core(s) per socket:', '1'],
    ['    Socket(s):', '1'],
  ];
  // In a file or a pipe nothing is indented.
  const shown = rows.map(([name, value]) => [process.stdout.terminal ? name : name.trim(), value] as const);
  const width = Math.max(...shown.map(([name]) => name.length)) + 1;
  await process.stdout.write(shown.map(([name, value]) => `${name.padEnd(width)}${value}\n`).join(''));
  return 0;
});
