import type { KernelState } from '../../../../shared/machine/kernel/kernel.ts';
import { Refusal } from '../../../../shared/machine/kernel/kernel.ts';
import type { Machine, NetworkNamespace } from '../../os/machine.ts';
import type { View } from '../../os/network/view.ts';
import type { Show } from './output.ts';
import { IpError, noDevice } from './words.ts';

/** One command of ip: what it sees, how it shows, and what it has printed so far. */
export interface Context {
  readonly view: View;
  readonly show: Show;
  readonly uid: number;
  readonly machine: Machine;
  readonly net: NetworkNamespace;
  /** What a table of routes is called by here: its number, or `main`, `local`, `default`; undefined: there is no such name. */
  table(word: string): string | undefined;
  /** What people call a table, where they gave it a name. */
  tableName(table: string): string;
  print(text: string): void;
  /** On standard error, before what is printed. */
  warn(text: string): void;
}

/** Changes what is there; what the kernel says against it ends the command with 2. */
export function change({ view }: Context, next: (kernel: KernelState) => KernelState): void {
  try {
    view.change(next);
  } catch (error) {
    throw error instanceof Refusal ? refused(error) : error;
  }
}

export const refused = ({ message, explained }: Refusal): IpError =>
  new IpError(explained === undefined ? `RTNETLINK answers: ${message}` : `Error: ${explained}`, 2);

/** ip asks for a link's number before it does anything. */
export function needLink(kernel: KernelState, name: string): void {
  if (!kernel.links.some((link) => link.name === name)) throw noDevice(name);
}
