/** /proc/PID: what a kernel tells of each process. */
import type { Seen } from '../processes/seen.ts';
import { directory, file, listing } from './overlay.ts';

const shortName = ({ argv: [first = ''] }: Seen): string =>
  // What /sbin/init leads to.
  first === '/sbin/init' ? 'systemd' : first.replace(/:$/, '').replace(/^.*\//, '').slice(0, 15);

/** @param seen processes of whoever looks */
export const processFiles = (seen: () => readonly Seen[]): ReturnType<typeof listing> =>
  listing(
    () => [...seen().map(({ pid }) => String(pid)), 'self'],
    (pid) => {
      // Whoever looks is mostly the one that was started last; what stands below it programs find by their own number.
      if (pid === 'self') return { kind: 'link', target: () => String(Math.max(0, ...seen().map((one) => one.pid))) };
      const one = (): Seen | undefined => seen().find((item) => String(item.pid) === pid);
      const name = (): string => {
        const found = one();
        return found === undefined ? '' : shortName(found);
      };
      const status = (): string => {
        const ids = Array(4)
          .fill(one()?.uid ?? 0)
          .join('\t');
        return `Name:\t${name()}\nState:\tS (sleeping)\nTgid:\t${pid}\nPid:\t${pid}\nPPid:\t${one()?.parent ?? 0}\nUid:\t${ids}\n`;
      };
      return directory({
        // Each word ends with a NUL.
        cmdline: file(() => {
          const found = one();
          return found === undefined || found.kernel ? '' : found.argv.map((word) => `${word}\0`).join('');
        }),
        comm: file(() => `${name()}\n`),
        status: file(status),
        cgroup: file(() => '0::/\n'),
      });
    },
    // All paths below /proc come by here, and most are of no process.
    (name) => name === 'self' || (/^\d+$/.test(name) && seen().some(({ pid }) => String(pid) === name)),
  );
