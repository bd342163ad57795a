/** What units and people have said, for `journalctl`. It is gone with the machine's memory. */
import type { Machine } from '../../os/machine.ts';

export interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly unit: string;
  /** As it stands before what is said: `systemd[1]`. */
  readonly who: string;
  readonly says: string;
}

const MOST = 1000;
const journals = new WeakMap<Machine, readonly Entry[]>();

export const said = (machine: Machine): readonly Entry[] => journals.get(machine) ?? [];

export function note(machine: Machine, unit: string, who: string, says: string): void {
  journals.set(machine, [...said(machine), { at: machine.clock.now(), unit, who, says }].slice(-MOST));
}

export const MANAGER = 'systemd[1]';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As `journalctl` writes it by itself. */
export function entryLine(machine: Machine, { at, who, says }: Entry): string {
  const date = new Date(at);
  const time = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')} ${date.toISOString().slice(11, 19)}`;
  return `${time} ${machine.kernel().hostname} ${who}: ${says}`;
}
