import { may, type Process } from '../machine.ts';
import { processesSeen } from './seen.ts';
import type { SignalName } from './signals.ts';
import { taskOf } from './tasks.ts';

/**
 * Sends a signal, or with none looks whether one could be sent, to a process by the number that the sender knows it by. The first process of a container is spared what it
 * does not handle, unless the host kills it (pid_namespaces(7)).
 */
export function signalTo(
  process: Pick<Process, 'machine' | 'userland' | 'user'>,
  pid: number,
  name: SignalName | undefined,
): 'sent' | 'no such process' | 'not permitted' {
  const { machine, userland } = process;
  const seen = processesSeen(process).find((item) => item.pid === pid);
  if (seen === undefined) {
    // A shell knows its own children by their numbers on the machine.
    const task = taskOf(machine, pid);
    if (task === undefined) return 'no such process';
    if (!maySignal(process.user, task.user?.uid ?? 0)) return 'not permitted';
    if (name !== undefined) task.kill(name);
    return 'sent';
  }
  if (!maySignal(process.user, seen.uid)) return 'not permitted';
  if (name === undefined) return 'sent';
  const inside = machine.engine?.containerOf(userland.files);
  const id = inside === undefined ? machine.engine?.ofProcess(pid) : pid === 1 ? inside.id : undefined;
  if (id === undefined) {
    seen.task?.kill(name);
    return 'sent';
  }
  const container = inside ?? machine.engine?.running().find((item) => item.id === id)?.container;
  const fatal = ['TERM', 'INT', 'QUIT', 'HUP'].includes(name);
  if (name === 'KILL' && inside === undefined) machine.engine?.killed(id, 137);
  else if (fatal && container?.minds) machine.engine?.killed(id, 0);
  return 'sent';
}

/** kill(2): root, and whoever runs the process itself. */
const maySignal = (user: Process['user'], owner: number): boolean => may(user, 'KILL') || user.uid === owner;
