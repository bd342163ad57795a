import type { Process } from '../machine.ts';
import { processesSeen } from './seen.ts';
import type { SignalName } from './signals.ts';
import { taskOf } from './tasks.ts';

/** Whether there is a process of that number, as the sender counts them. */
export const isProcess = (process: Pick<Process, 'machine' | 'userland'>, pid: number): boolean =>
  processesSeen(process).some((item) => item.pid === pid) || taskOf(process.machine, pid) !== undefined;

/**
 * Sends a signal to a process by the number that the sender knows it by. The first process of a container is spared what it
 * does not handle, unless the host kills it (pid_namespaces(7)).
 * @returns false: there is no such process
 */
export function signalTo(process: Pick<Process, 'machine' | 'userland'>, pid: number, name: SignalName): boolean {
  const { machine, userland } = process;
  const seen = processesSeen(process).find((item) => item.pid === pid);
  if (seen === undefined) {
    // A shell knows its own children by their numbers on the machine.
    const task = taskOf(machine, pid);
    task?.kill(name);
    return task !== undefined;
  }
  const inside = machine.engine?.containerOf(userland.files);
  const id = inside === undefined ? machine.engine?.ofProcess(pid) : pid === 1 ? inside.id : undefined;
  if (id === undefined) {
    seen.task?.kill(name);
    return true;
  }
  const container = inside ?? machine.engine?.running().find((item) => item.id === id)?.container;
  const fatal = ['TERM', 'INT', 'QUIT', 'HUP'].includes(name);
  if (name === 'KILL' && inside === undefined) machine.engine?.killed(id, 137);
  else if (fatal && container?.minds) machine.engine?.killed(id, 0);
  return true;
}
