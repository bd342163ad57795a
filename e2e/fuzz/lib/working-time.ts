/**
 * For how long this program has been at work: its main thread, and what it had started that has ended. Alone on a processor that
 * is the time that passes; on a machine with much else to do it stands while the program does, so that a minute of it holds the
 * same cases whatever runs beside.
 */
import { readFileSync } from 'node:fs';

/** What the kernel counts a second in, for every program (`USER_HZ`). */
const TICKS = 100;

/** @param stat of a thread, as in proc(5) @returns milliseconds */
export function workOf(stat: string): number {
  // The name in parentheses may hold anything; behind it the fields are numbered from 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(14 - 3, 18 - 3).reduce((sum, field) => sum + (Number(field) / TICKS) * 1000, 0);
}

/** In milliseconds. Where the kernel does not say it of threads, all of ours count. */
export function workedMs(): number {
  try {
    return workOf(readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8'));
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}
