import { spawnSync } from 'node:child_process';

export interface Shell {
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
}

const candidates: readonly Shell[] = [
  { name: 'sh', argv: ['sh', '-s'] },
  { name: 'dash', argv: ['dash', '-s'] },
  { name: 'busybox ash', argv: ['busybox', 'ash', '-s'] },
  { name: 'bash', argv: ['bash', '--posix', '-s'] },
];

/** The shells of this machine that a host may have as its `sh`. There is always one. */
export const shells = candidates.filter(
  ({ argv: [command, ...rest] }) => spawnSync(command, rest, { input: 'exit 7' }).status === 7,
);
