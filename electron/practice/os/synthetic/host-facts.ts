/** What a machine's kernel tells of its hardware in /proc, on hosts and in containers alike. */
import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { MEMORY } from './memory.ts';

export const CPU_FILE = `processor\t: 0
vendor_id\t: Simulated
model name\t: Practice host
`;

export const versionFile = ({ facts }: Pick<KernelState, 'facts'>): string =>
  `Linux version ${facts.kernel} (debian-kernel@lists.debian.org)\n`;

export const memoryFile = (): string =>
  [
    ['MemTotal', MEMORY.total],
    ['MemFree', MEMORY.free],
    ['MemAvailable', MEMORY.available],
    ['Buffers', MEMORY.buffers],
    ['Cached', MEMORY.cached],
    ['SwapTotal', 0],
    ['SwapFree', 0],
  ]
    .map(([name, value]) => `${`${name}:`.padEnd(15)} ${String(value).padStart(8)} kB\n`)
    .join('');

export const loadFile = (): string => '0.00 0.02 0.00 1/78 1234\n';
