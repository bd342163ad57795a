import type { Lab } from '../../../../shared/lab/lab.ts';
import { readLab } from '../../../../shared/lab/read.ts';

export function toLabOrThrow(yaml: string): Lab {
  const read = readLab(yaml);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.value;
}
