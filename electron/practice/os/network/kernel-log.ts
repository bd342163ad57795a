/** What the kernel says as things happen, for `dmesg` and `journalctl -k`. It is gone with the next start. */
import type { Machine } from '../machine.ts';

export interface Said {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** The real buffer has room for some thousand such lines. */
const MOST = 1000;

const logs = new WeakMap<Machine, readonly Said[]>();

export const saidByKernel = (machine: Machine): readonly Said[] => logs.get(machine) ?? [];

export function sayByKernel(machine: Machine, text: string): void {
  logs.set(machine, [...saidByKernel(machine), { at: machine.clock.now(), text }].slice(-MOST));
}

export const forgetSaid = (machine: Machine): void => {
  logs.delete(machine);
};
